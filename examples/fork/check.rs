//! Nobody sees what another one wrote.

use std::ops::Range;

use indicatif::ProgressBar;
use offshoot::ByteBuf;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::plan::{Plan, Write};
use crate::units::{count, grouped};

/// How many children are read from the first byte to the last.
const READ_WHOLE: usize = 8;

/// Checks the parent and all children by what the file says and what the plan says was written;
/// tells what was checked, or what is wrong.
///
/// - The checksum of the parent is that of the file.
/// - A child differs from its parent in the places that it wrote, and in no other.
/// - Each page that it wrote has the checksum that it must have.
/// - A few children are read whole: their checksums are those of the file with their writes.
pub fn all(
    parent: &ByteBuf,
    children: &[ByteBuf],
    bytes: &[u8],
    plan: &mut Plan,
    bar: &ProgressBar,
) -> Result<String, String> {
    if checksum(parent) != xxh3_64(bytes) {
        return Err("the parent is not what it was: it holds what a child wrote".to_string());
    }
    let every = children.len().div_ceil(READ_WHOLE);
    let mut places = 0;
    for (number, child) in children.iter().enumerate() {
        let mut writes = plan.writes(number, bytes);
        writes.sort_by_key(|write| write.at);
        let wrong = |what: String| format!("child {} of {}: {what}", number + 1, children.len());
        same_elsewhere(parent, child, &writes).map_err(wrong)?;
        pages(child, bytes, plan, &writes).map_err(wrong)?;
        if number % every == 0 && checksum(child) != expected(bytes, &writes) {
            return Err(wrong("its bytes as a whole have another checksum".to_string()));
        }
        places += writes.len();
        bar.inc(1);
    }
    let read_whole = children.len().div_ceil(every);
    Ok(format!(
        "Checked by checksums: the parent is untouched, and no child sees another's write. Each\n\
         differs from the parent in exactly the places it wrote, {} in all, and its pages\n\
         there hold what they must. {} also read from end to end.",
        grouped(places),
        count(read_whole, "child was", "children were"),
    ))
}

fn checksum(buffer: &ByteBuf) -> u64 {
    let mut sum = Xxh3::new();
    buffer.chunks().for_each(|run| sum.update(run));
    sum.digest()
}

/// The checksum of a whole memory after writes, which come in order.
fn expected(bytes: &[u8], writes: &[Write]) -> u64 {
    let mut sum = Xxh3::new();
    let mut done = 0;
    for write in writes {
        sum.update(&bytes[done..write.at]);
        sum.update(write.second());
        done = write.range().end;
    }
    sum.update(&bytes[done..]);
    sum.digest()
}

fn same_elsewhere(parent: &ByteBuf, child: &ByteBuf, writes: &[Write]) -> Result<(), String> {
    // Two places may touch where two pages do.
    let mut written: Vec<Range<usize>> = Vec::new();
    for place in writes.iter().map(Write::range) {
        match written.last_mut() {
            Some(last) if last.end == place.start => last.end = place.end,
            _ => written.push(place),
        }
    }
    let mut found = child.diff(parent);
    for place in &written {
        match found.next() {
            Some(change) if change.old == *place && change.new == *place => {}
            other => return Err(format!("it wrote to {place:?}, and differs at {other:?}")),
        }
    }
    match found.next() {
        Some(change) => Err(format!("it differs where it did not write: {change:?}")),
        None => Ok(()),
    }
}

fn pages(child: &ByteBuf, bytes: &[u8], plan: &Plan, writes: &[Write]) -> Result<(), String> {
    for write in writes {
        let number = write.at / ByteBuf::PAGE;
        let page = plan.page(number);
        let mut wanted = bytes[page.clone()].to_vec();
        wanted[write.at - page.start..][..write.range().len()].copy_from_slice(write.second());
        let mut found = vec![0; page.len()];
        child.read_at(page.start, &mut found);
        if xxh3_64(&found) != xxh3_64(&wanted) {
            return Err(format!("page {number} has another checksum than what it wrote"));
        }
    }
    Ok(())
}

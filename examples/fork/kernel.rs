//! Forks by `fork(2)`: processes that share the pages of one mapping.
//!
//! ```text
//!   parent ── fork ──▶ child: writes, reads its smaps ── report ──▶ parent
//!                      child: waits until all have reported ◀── hold, closed ── parent
//! ```
//!
//! This process has one thread, so that a child may do what any program may.

use std::fs;
use std::io::{self, Error, ErrorKind, PipeReader, PipeWriter, Read as _, Write as _};
use std::ops::{Deref, DerefMut, Range};
use std::ptr::{self, NonNull};
use std::slice;
use std::time::Instant;

use crate::contender::{Contender, WriteTimes};
use crate::plan::{Plan, Write};
use crate::units::median;

/// How many children live at once, at the most.
const MOST: usize = 16;

/// What the memory is made of.
#[derive(Clone, Copy, PartialEq)]
pub enum Pages {
    /// Small pages only.
    Small,
    /// Huge pages where the system gives them.
    Huge,
}

/// Forks off some children; none if huge pages are wanted and there are none.
pub fn measure(
    bytes: &[u8],
    plan: &mut Plan,
    children: usize,
    pages: Pages,
) -> io::Result<Option<Contender>> {
    let mut region = Region::of(bytes, pages)?;
    if pages == Pages::Huge && Smaps::read(&region)?.huge == 0 {
        return Ok(None);
    }
    if fs::read_dir("/proc/self/task")?.count() != 1 {
        return Err(Error::other("this process has several threads"));
    }
    // A child needs the region alone.
    let _kept = KeptFromChildren::new(bytes);
    let (hold, hold_writer) = io::pipe()?;
    let mut family = Family { hold: Some(hold_writer), pids: Vec::new() };
    let mut forks = Vec::new();
    let mut reports = Vec::new();
    for number in 0..children.min(MOST) {
        let writes = plan.writes(number, bytes);
        let (mut reader, writer) = io::pipe()?;
        let start = Instant::now();
        // SAFETY: the process has one thread, which was checked, so that no lock is held by a thread
        // that the child lacks.
        let pid = unsafe { libc::fork() };
        let took = start.elapsed().as_secs_f64();
        match pid {
            -1 => return Err(Error::last_os_error()),
            0 => {
                let exit = Exit;
                drop(family.hold.take());
                drop(reader);
                live(&mut region, &writes, writer, hold);
                exit.now()
            }
            _ => family.pids.push(pid),
        }
        drop(writer);
        forks.push(took);
        let mut report = [0; Report::BYTES];
        reader.read_exact(&mut report).map_err(|_| Error::other("a child died"))?;
        reports.push(Report::from_bytes(report));
    }
    if *region != *bytes {
        return Err(Error::other("the parent sees what a child wrote"));
    }
    drop(family);
    let writes: Vec<_> = reports.iter().map(|report| report.times).collect();
    let median_of = |value: fn(&Report) -> usize| median(reports.iter().map(value));
    Ok(Some(Contender {
        name: match pages {
            Pages::Small => "fork(2)",
            Pages::Huge => "fork(2), huge pages",
        }
        .to_string(),
        children: reports.len(),
        fork: median(forks.iter().copied()),
        writes: WriteTimes::median(&writes),
        reused: None,
        private: median_of(|report| report.smaps.private),
        shared: median_of(|report| report.smaps.shared),
        tables: Some(median_of(|report| report.tables)),
        all: (
            forks.iter().sum(),
            reports.iter().map(|report| report.smaps.private + report.tables).sum(),
        ),
    }))
}

/// What a child does: it writes, looks at itself, reports, and waits for the others.
fn live(region: &mut Region, writes: &[Write], mut writer: PipeWriter, mut hold: PipeReader) {
    let times = WriteTimes::measure(writes, |at, bytes| {
        region[at..at + bytes.len()].copy_from_slice(bytes);
    });
    let (Ok(smaps), Ok(tables)) = (Smaps::read(region), page_tables()) else { return };
    if writer.write_all(&Report { times, smaps, tables }.to_bytes()).is_ok() {
        // Nothing comes but the end.
        let _ = hold.read(&mut [0]);
    }
}

/// What a child tells its parent.
struct Report {
    times: WriteTimes,
    smaps: Smaps,
    tables: usize,
}

impl Report {
    const BYTES: usize = 6 * 8;

    fn to_bytes(&self) -> [u8; Self::BYTES] {
        let words = [
            self.times.first.to_bits(),
            self.times.second.to_bits(),
            self.smaps.private as u64,
            self.smaps.shared as u64,
            self.smaps.huge as u64,
            self.tables as u64,
        ];
        let mut bytes = [0; Self::BYTES];
        for (to, word) in bytes.chunks_exact_mut(8).zip(words) {
            to.copy_from_slice(&word.to_ne_bytes());
        }
        bytes
    }

    #[allow(clippy::cast_possible_truncation, reason = "what was a usize")]
    fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        let word = |at: usize| {
            let word = bytes[at * 8..][..8].try_into().expect("a word has eight bytes");
            u64::from_ne_bytes(word)
        };
        Self {
            times: WriteTimes { first: f64::from_bits(word(0)), second: f64::from_bits(word(1)) },
            smaps: Smaps {
                private: word(2) as usize,
                shared: word(3) as usize,
                huge: word(4) as usize,
            },
            tables: word(5) as usize,
        }
    }
}

/// What /proc/PID/smaps says of a region.
struct Smaps {
    /// `Private_Dirty`.
    private: usize,
    /// `Shared_Dirty`.
    shared: usize,
    /// `AnonHugePages`.
    huge: usize,
}

impl Smaps {
    fn read(region: &Region) -> io::Result<Self> {
        let text = fs::read_to_string("/proc/self/smaps")?;
        let start = region.start.addr().get();
        let mut lines = text.lines();
        let _header = lines
            .find(|line| addresses(line).is_some_and(|range| range.contains(&start)))
            .ok_or(ErrorKind::NotFound)?;
        let mut smaps = Self { private: 0, shared: 0, huge: 0 };
        for line in lines {
            match line.split_once(':') {
                Some(("Private_Dirty", value)) => smaps.private += kilobytes(value)?,
                Some(("Shared_Dirty", value)) => {
                    smaps.shared += kilobytes(value)?;
                }
                Some(("AnonHugePages", value)) => smaps.huge += kilobytes(value)?,
                _ if addresses(line).is_some() => break,
                _ => {}
            }
        }
        Ok(smaps)
    }
}

/// What the first line about a mapping begins with; the lines below it begin with names.
fn addresses(line: &str) -> Option<Range<usize>> {
    let (start, end) = line.split(' ').next()?.split_once('-')?;
    Some(usize::from_str_radix(start, 16).ok()?..usize::from_str_radix(end, 16).ok()?)
}

/// The page tables of this process: `VmPTE` of /proc/self/status.
fn page_tables() -> io::Result<usize> {
    let text = fs::read_to_string("/proc/self/status")?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmPTE:"));
    kilobytes(line.ok_or(ErrorKind::NotFound)?)
}

fn kilobytes(value: &str) -> io::Result<usize> {
    let number = value.trim().strip_suffix(" kB").and_then(|number| number.parse::<usize>().ok());
    number.map(|number| number * 1_024).ok_or_else(|| ErrorKind::InvalidData.into())
}

/// An anonymous private mapping.
///
/// Invariant: `start` begins `len` bytes that can be read and written, and are this region's alone.
struct Region {
    start: NonNull<u8>,
    len: usize,
}

impl Region {
    /// A mapping with a copy of these bytes, at least one.
    fn of(bytes: &[u8], pages: Pages) -> io::Result<Self> {
        let len = bytes.len();
        let access = libc::PROT_READ | libc::PROT_WRITE;
        let kind = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        // SAFETY: a new mapping, at a place that the system chooses, touches no other.
        let start = unsafe { libc::mmap(ptr::null_mut(), len, access, kind, -1, 0) };
        if start == libc::MAP_FAILED {
            return Err(Error::last_os_error());
        }
        let start = NonNull::new(start.cast()).ok_or(ErrorKind::AddrNotAvailable)?;
        let mut region = Self { start, len };
        let advice = match pages {
            Pages::Small => libc::MADV_NOHUGEPAGE,
            Pages::Huge => libc::MADV_HUGEPAGE,
        };
        // SAFETY: the mapping is as long, and what is advised changes no byte. A system without
        // huge pages refuses: then all are small.
        unsafe { libc::madvise(region.start.as_ptr().cast(), len, advice) };
        region.copy_from_slice(bytes);
        Ok(region)
    }
}

impl Deref for Region {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        // SAFETY: by the invariant; nobody writes while `self` is borrowed.
        unsafe { slice::from_raw_parts(self.start.as_ptr(), self.len) }
    }
}

impl DerefMut for Region {
    fn deref_mut(&mut self) -> &mut [u8] {
        // SAFETY: by the invariant; `self` is borrowed by nobody else.
        unsafe { slice::from_raw_parts_mut(self.start.as_ptr(), self.len) }
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        // SAFETY: by the invariant, the mapping is this region's alone; it is used no more.
        unsafe { libc::munmap(self.start.as_ptr().cast(), self.len) };
    }
}

/// Bytes whose whole pages no child gets, so that `fork(2)` has no work with them.
struct KeptFromChildren<'a>(&'a [u8]);

impl<'a> KeptFromChildren<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        // SAFETY: a query.
        let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
        let page = usize::try_from(page).expect("a page has a size");
        let skip = bytes.as_ptr().align_offset(page).min(bytes.len());
        let whole = (bytes.len() - skip) / page * page;
        let kept = Self(&bytes[skip..skip + whole]);
        kept.advise(libc::MADV_DONTFORK);
        kept
    }

    fn advise(&self, advice: libc::c_int) {
        // SAFETY: these are whole pages of memory that the borrow keeps alive. No child reads what
        // it does not get: it uses its region and its writes.
        unsafe { libc::madvise(self.0.as_ptr().cast_mut().cast(), self.0.len(), advice) };
    }
}

impl Drop for KeptFromChildren<'_> {
    fn drop(&mut self) {
        self.advise(libc::MADV_DOFORK);
    }
}

/// The children that live. They end when `hold` is closed, and are then waited for.
struct Family {
    hold: Option<PipeWriter>,
    pids: Vec<libc::pid_t>,
}

impl Drop for Family {
    fn drop(&mut self) {
        self.hold = None;
        for pid in &self.pids {
            // SAFETY: the status of a child is not asked for.
            unsafe { libc::waitpid(*pid, ptr::null_mut(), 0) };
        }
    }
}

/// Ends a child, also if it panics: it must never go on as if it were its parent.
struct Exit;

impl Exit {
    fn now(&self) -> ! {
        // SAFETY: ends the process at once, without what its parent has registered for its own end.
        unsafe { libc::_exit(0) }
    }
}

impl Drop for Exit {
    fn drop(&mut self) {
        self.now();
    }
}

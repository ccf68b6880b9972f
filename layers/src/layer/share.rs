//! The bytes of a file in the pages of an older version of it. Knows no tree and no archive.

use std::ops::Range;

use offshoot::ByteBuf;

/// The bytes of `new`, in the pages of `old` wherever it has the same ones at the same place; nothing if
/// that is nowhere, or the pages are the same already.
///
/// Computes in **O(n)** time. Copies no page: what differs lies in the pages of `new`.
pub(super) fn with_pages_of(old: &ByteBuf, new: &ByteBuf) -> Option<ByteBuf> {
    if old.ptr_eq(new) {
        return None;
    }
    let kept = equal_pages(old, new)?;
    if kept[0] == (0..old.len()) && old.len() == new.len() {
        return Some(old.clone());
    }
    let mut shared = ByteBuf::new();
    for Range { start, end } in kept {
        if shared.len() < start {
            shared.append(new.slice(shared.len()..start));
        }
        shared.append(old.slice(start..end));
    }
    if shared.len() < new.len() {
        shared.append(new.slice(shared.len()..));
    }
    Some(shared)
}

/// Where both have the same bytes: from page to page, so that no page is cut. Nothing if those are all
/// shared already.
fn equal_pages(old: &ByteBuf, new: &ByteBuf) -> Option<Vec<Range<usize>>> {
    let end = old.len().min(new.len());
    // The last page may be a short one, if it is of both.
    let end = if old.len() == new.len() { end } else { end - end % ByteBuf::PAGE };
    let (mut old, mut new) = (old.cursor(), new.cursor());
    let mut equal: Vec<Range<usize>> = Vec::new();
    let mut are_shared = true;
    let mut page = 0..end.min(ByteBuf::PAGE);
    while !page.is_empty() {
        let (mut at, mut is_equal) = (page.start, true);
        while at < page.end {
            old.set_position(at as u64);
            new.set_position(at as u64);
            let (a, b) = (old.chunk(), new.chunk());
            let count = a.len().min(b.len()).min(page.end - at);
            let is_shared = a.as_ptr() == b.as_ptr();
            if !is_shared && a[..count] != b[..count] {
                is_equal = false;
                break;
            }
            are_shared &= is_shared;
            at += count;
        }
        if is_equal {
            match equal.last_mut() {
                Some(last) if last.end == page.start => last.end = page.end,
                _ => equal.push(page.clone()),
            }
        }
        page = page.end..end.min(page.end + ByteBuf::PAGE);
    }
    (!are_shared).then_some(equal).filter(|equal| !equal.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: usize = ByteBuf::PAGE;

    /// Bytes in pages, each page another one.
    fn pages(count: usize) -> ByteBuf {
        let mut bytes = ByteBuf::new();
        (0..count).for_each(|at| bytes.extend_from_slice(&[at as u8; PAGE]));
        bytes
    }

    /// The same bytes in pages of their own.
    fn copied(bytes: &ByteBuf) -> ByteBuf {
        let mut copy = ByteBuf::new();
        bytes.chunks().for_each(|run| copy.extend_from_slice(run));
        copy
    }

    /// How much memory a version takes beside the other; with tiny nodes nobody can say.
    fn own(old: &ByteBuf, new: &ByteBuf) -> usize {
        if cfg!(offshoot_tiny) { 0 } else { ByteBuf::memory([old, new]).unique[1] }
    }

    #[test]
    fn what_is_equal_is_shared() {
        let old = pages(1_000);
        assert!(with_pages_of(&old, &old).is_none());
        assert!(with_pages_of(&old, &copied(&old)).expect("it is equal").ptr_eq(&old));
        for at in [0, 1, PAGE - 1, PAGE, 500 * PAGE + 7, 1_000 * PAGE - 1] {
            let mut new = copied(&old);
            new.set(at, 0xaa);
            assert!(cfg!(offshoot_tiny) || own(&old, &new) > 1_000 * PAGE);
            let shared = with_pages_of(&old, &new).expect("most is equal");
            shared.check();
            assert!(shared == new);
            assert!(own(&old, &shared) < 3 * PAGE, "{at}: {}", own(&old, &shared));
            assert!(with_pages_of(&old, &shared).is_none(), "it is shared already");
        }
    }

    #[test]
    fn longer_and_shorter() {
        for len in [0, 1, PAGE - 1, PAGE, PAGE + 1, 10 * PAGE, 10 * PAGE + 100] {
            let old = pages(20).slice(..len);
            for more in [1, 100, PAGE, 3 * PAGE + 1] {
                let mut new = copied(&old);
                new.extend_from_slice(&vec![7; more]);
                for (old, new) in [(&old, &new), (&new, &copied(&old))] {
                    let whole = old.len().min(new.len()) / PAGE;
                    let Some(shared) = with_pages_of(old, new) else {
                        assert_eq!(whole, 0);
                        continue;
                    };
                    shared.check();
                    assert!(shared == *new);
                    let most = new.len() - whole * PAGE + 2 * PAGE;
                    assert!(own(old, &shared) < most, "{len} {more}: {}", own(old, &shared));
                }
            }
        }
    }

    #[test]
    fn what_differs_or_is_moved_is_left() {
        let old = pages(100);
        let mut new = copied(&old);
        (0..100).for_each(|page| *new.get_mut(page * PAGE + 9).unwrap() = 0xaa);
        assert!(with_pages_of(&old, &new).is_none());
        let mut new = copied(&old);
        new.insert(0, b"x");
        assert!(with_pages_of(&old, &new).is_none());
        assert!(with_pages_of(&old, &ByteBuf::new()).is_none());
        assert!(with_pages_of(&ByteBuf::new(), &old).is_none());
        // Old bytes that do not lie page by page.
        let mut odd = ByteBuf::new();
        (0..100).for_each(|at| odd.insert(at * 3_000, &vec![at as u8; 3_000]));
        let mut new = copied(&odd);
        new.set(150_000, 0xaa);
        let shared = with_pages_of(&odd, &new).expect("most is equal");
        shared.check();
        assert!(shared == new && own(&odd, &shared) < 6 * PAGE, "{}", own(&odd, &shared));
    }

    #[test]
    fn every_other_page() {
        let old = pages(200);
        let mut new = copied(&old);
        (0..100).for_each(|page| *new.get_mut(2 * page * PAGE).unwrap() = 0xaa);
        let shared = with_pages_of(&old, &new).expect("half is equal");
        shared.check();
        assert!(shared == new);
        assert!(own(&old, &shared) < 100 * PAGE + 20_000, "{}", own(&old, &shared));
    }

    #[test]
    fn holes_stay_holes() {
        let mut old = pages(10_000);
        let mut new = ByteBuf::zeroed(10_000 * PAGE);
        old.write_at(0, &[0; PAGE]);
        let shared = with_pages_of(&old, &new).expect("a page is equal");
        assert!(shared == new);
        assert!(own(&old, &shared) < 20 * PAGE, "{}", own(&old, &shared));
        new.set(5_000, 1);
        assert!(with_pages_of(&shared, &new).expect("most is equal") == new);
    }
}

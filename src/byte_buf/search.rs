//! Bytes found across the borders of pages. Does not know the tree: it sees runs of bytes.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::iter::FusedIterator;

use super::ByteBuf;

/// The first place of `needle`, which is not empty, in one run.
fn find_in(run: &[u8], needle: &[u8]) -> Option<usize> {
    let last = run.len().checked_sub(needle.len())?;
    let (&first, rest) = needle.split_first()?;
    let mut at = 0;
    while at <= last {
        at += position(&run[at..=last], first)?;
        if run[at + 1..].starts_with(rest) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The last place of `needle`, which is not empty, in one run.
fn rfind_in(run: &[u8], needle: &[u8]) -> Option<usize> {
    let mut end = run.len();
    let (&last, rest) = needle.split_last()?;
    while let Some(at) = run[..end].iter().rposition(|&byte| byte == last) {
        if run[..at].ends_with(rest) {
            return Some(at - rest.len());
        }
        end = at;
    }
    None
}

/// The first place of a byte. A block at a time without a branch, which compiles to vector
/// instructions.
fn position(run: &[u8], byte: u8) -> Option<usize> {
    const BLOCK: usize = 64;
    let mut at = 0;
    for block in run.chunks_exact(BLOCK) {
        if block.iter().fold(false, |found, &other| found | (other == byte)) {
            break;
        }
        at += BLOCK;
    }
    run[at..].iter().position(|&other| other == byte).map(|rest| at + rest)
}

impl ByteBuf {
    /// The first place at or behind `from` where the bytes of `needle` stand; none if there is
    /// none. An empty needle stands everywhere.
    ///
    /// Computes in **O(n + m)** time where few places begin like the needle, at worst in
    /// **O(n m)**.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let mut text = ByteBuf::repeat(b'.', 1_000_000);
    /// text.insert(800_000, b"needle");
    /// assert_eq!(text.find(b"needle"), Some(800_000));
    /// assert_eq!(text.find_from(b"needle", 800_001), None);
    /// ```
    #[must_use]
    pub fn find_from(&self, needle: &[u8], from: usize) -> Option<usize> {
        if needle.is_empty() {
            return (from <= self.len()).then_some(from);
        }
        // The end of what came before, as long as a needle may begin in it and end here.
        let mut seam: Vec<u8> = Vec::new();
        let mut begin = from;
        for run in self.range(from.min(self.len())..) {
            let kept = seam.len();
            seam.extend_from_slice(&run[..run.len().min(needle.len() - 1)]);
            if let Some(at) = find_in(&seam, needle).filter(|&at| at < kept) {
                return Some(begin - kept + at);
            }
            if let Some(at) = find_in(run, needle) {
                return Some(begin + at);
            }
            begin += run.len();
            if run.len() >= needle.len() {
                seam.clear();
                seam.extend_from_slice(&run[run.len() - (needle.len() - 1)..]);
            } else {
                seam.truncate(kept);
                seam.extend_from_slice(run);
                seam.drain(..seam.len().saturating_sub(needle.len() - 1));
            }
        }
        None
    }

    /// The first place where the bytes of `needle` stand, as [`find_from`](Self::find_from) 0.
    #[must_use]
    pub fn find(&self, needle: &[u8]) -> Option<usize> {
        self.find_from(needle, 0)
    }

    /// The last place where the bytes of `needle` stand; none if there is none.
    ///
    /// Computes in **O(n + m)** time where few places end like the needle, at worst in **O(n m)**.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::from(b"abcabc").rfind(b"bc"), Some(4));
    /// ```
    #[must_use]
    pub fn rfind(&self, needle: &[u8]) -> Option<usize> {
        if needle.is_empty() {
            return Some(self.len());
        }
        // The start of what comes behind, as long as a needle may begin here and end in it.
        let mut seam: Vec<u8> = Vec::new();
        let mut end = self.len();
        for run in self.chunks().rev() {
            let begin = end - run.len();
            let own = run.len().min(needle.len() - 1);
            let mut both = run[run.len() - own..].to_vec();
            both.extend_from_slice(&seam);
            let crosses = |&at: &usize| at < own && at + needle.len() > own;
            if let Some(at) = rfind_in(&both, needle).filter(crosses) {
                return Some(end - own + at);
            }
            if let Some(at) = rfind_in(run, needle) {
                return Some(begin + at);
            }
            let mut next = run[..run.len().min(needle.len() - 1)].to_vec();
            next.extend_from_slice(&seam[..seam.len().min(needle.len() - 1 - next.len())]);
            seam = next;
            end = begin;
        }
        None
    }

    /// The first place of a byte; none if there is none.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::from(b"abc").memchr(b'c'), Some(2));
    /// ```
    #[must_use]
    pub fn memchr(&self, byte: u8) -> Option<usize> {
        self.find_from(&[byte], 0)
    }

    /// The last place of a byte; none if there is none.
    ///
    /// Computes in **O(n)** time.
    #[must_use]
    pub fn memrchr(&self, byte: u8) -> Option<usize> {
        self.rfind(&[byte])
    }

    /// The lines, without the `\n` or `\r\n` that ends them: borrowed where they lie in one page.
    ///
    /// Computes in **O(n)** time for all.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// let text = ByteBuf::from(b"one\r\ntwo\n\nfour");
    /// assert!(text.lines().eq([&b"one"[..], b"two", b"", b"four"]));
    /// ```
    pub fn lines(&self) -> Lines<'_> {
        Lines { buffer: self, next: 0, run: &[] }
    }
}

/// The lines of a buffer.
///
/// Made by [`ByteBuf::lines`].
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    buffer: &'a ByteBuf,
    /// Where the next line begins.
    next: usize,
    /// What is known of the bytes from there on.
    run: &'a [u8],
}

impl<'a> Iterator for Lines<'a> {
    type Item = Cow<'a, [u8]>;

    fn next(&mut self) -> Option<Cow<'a, [u8]>> {
        let mut line = Cow::Borrowed(&[][..]);
        let mut begun = false;
        loop {
            if self.run.is_empty() {
                let Some((begin, run)) = self.buffer.chunk_at(self.next) else {
                    return begun.then_some(line);
                };
                self.run = &run[self.next - begin..];
            }
            begun = true;
            let end = position(self.run, b'\n');
            let (part, rest) = self.run.split_at(end.unwrap_or(self.run.len()));
            if line.is_empty() {
                line = Cow::Borrowed(part);
            } else {
                line.to_mut().extend_from_slice(part);
            }
            self.next += part.len();
            self.run = rest;
            if end.is_some() {
                self.next += 1;
                self.run = &rest[1..];
                return Some(without_return(line));
            }
        }
    }
}

fn without_return(line: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    match line {
        Cow::Borrowed(line) => Cow::Borrowed(line.strip_suffix(b"\r").unwrap_or(line)),
        Cow::Owned(mut line) => {
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            Cow::Owned(line)
        }
    }
}

impl FusedIterator for Lines<'_> {}

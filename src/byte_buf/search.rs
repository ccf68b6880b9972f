//! Bytes found across the borders of pages. Does not know the tree: it sees runs of bytes.

use alloc::borrow::Cow;
use core::iter::FusedIterator;

use super::ByteBuf;

/// The first place of a byte. A block at a time without a branch, which compiles to vector
/// instructions.
#[inline]
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
    #[inline]
    pub fn find_from(&self, needle: &[u8], from: usize) -> Option<usize> {
        let Some(&first) = needle.first() else { return (from <= self.len()).then_some(from) };
        let last = self.len().checked_sub(needle.len()).filter(|&last| from <= last)?;
        let mut begin = from;
        for run in self.range(from..) {
            let end = run.len().min((last + 1).saturating_sub(begin));
            let mut at = 0;
            while let Some(next) = position(&run[at..end], first) {
                at += next;
                if self.has_at(begin + at, &run[at..], needle) {
                    return Some(begin + at);
                }
                at += 1;
            }
            begin += run.len();
        }
        None
    }

    /// Whether `bytes` stand at `place`, from which on `run` goes.
    #[inline]
    fn has_at(&self, place: usize, run: &[u8], bytes: &[u8]) -> bool {
        let (now, mut rest) = bytes.split_at(bytes.len().min(run.len()));
        run.starts_with(now)
            && self.range(place + now.len()..place + bytes.len()).all(|run| {
                let (now, behind) = rest.split_at(run.len());
                rest = behind;
                run == now
            })
    }

    /// The first place where the bytes of `needle` stand; none if there is none. An empty needle
    /// stands everywhere.
    ///
    /// Computes in **O(n + m)** time where few places begin like the needle, at worst in
    /// **O(n m)**.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::from(b"abcabc").find(b"bc"), Some(1));
    /// ```
    #[must_use]
    #[inline]
    pub fn find(&self, needle: &[u8]) -> Option<usize> {
        self.find_from(needle, 0)
    }

    /// The last place where the bytes of `needle` stand; none if there is none. An empty needle
    /// stands at the end.
    ///
    /// Computes in **O(n + m)** time where few places begin like the needle, at worst in
    /// **O(n m)**.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::from(b"abcabc").rfind(b"bc"), Some(4));
    /// ```
    #[must_use]
    #[inline]
    pub fn rfind(&self, needle: &[u8]) -> Option<usize> {
        let Some(first) = needle.first() else { return Some(self.len()) };
        let last = self.len().checked_sub(needle.len())?;
        let mut begin = self.len();
        for run in self.chunks().rev() {
            begin -= run.len();
            let mut end = run.len().min((last + 1).saturating_sub(begin));
            while let Some(at) = run[..end].iter().rposition(|byte| byte == first) {
                if self.has_at(begin + at, &run[at..], needle) {
                    return Some(begin + at);
                }
                end = at;
            }
        }
        None
    }

    /// Whether the bytes of `needle` stand somewhere, as [`find`](Self::find).
    ///
    /// Computes in **O(n + m)** time where few places begin like the needle, at worst in
    /// **O(n m)**.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert!(ByteBuf::from(b"abcabc").contains(b"ca"));
    /// ```
    #[must_use]
    #[inline]
    pub fn contains(&self, needle: &[u8]) -> bool {
        self.find(needle).is_some()
    }

    /// Whether the first bytes are those of `prefix`.
    ///
    /// Computes in **O(log n + m)** time for a prefix of m bytes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert!(ByteBuf::from(b"abc").starts_with(b"ab"));
    /// ```
    #[must_use]
    #[inline]
    pub fn starts_with(&self, prefix: &[u8]) -> bool {
        prefix.len() <= self.len() && self.has_at(0, &[], prefix)
    }

    /// Whether the last bytes are those of `suffix`.
    ///
    /// Computes in **O(log n + m)** time for a suffix of m bytes.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert!(ByteBuf::from(b"abc").ends_with(b"bc"));
    /// ```
    #[must_use]
    #[inline]
    pub fn ends_with(&self, suffix: &[u8]) -> bool {
        let start = self.len().checked_sub(suffix.len());
        start.is_some_and(|start| self.has_at(start, &[], suffix))
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
    #[inline]
    pub fn memchr(&self, byte: u8) -> Option<usize> {
        self.find_from(&[byte], 0)
    }

    /// The last place of a byte; none if there is none.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// use offshoot::ByteBuf;
    ///
    /// assert_eq!(ByteBuf::from(b"aba").memrchr(b'a'), Some(2));
    /// ```
    #[must_use]
    #[inline]
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
    #[inline]
    pub fn lines(&self) -> Lines<'_> {
        Lines { buffer: self, next: 0, run: &[] }
    }
}

/// The lines of a buffer.
///
/// Made by [`ByteBuf::lines`].
///
/// ```
/// use offshoot::ByteBuf;
///
/// let text = ByteBuf::from("one\ntwo");
/// assert_eq!(text.lines().next().as_deref(), Some(&b"one"[..]));
/// ```
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

    #[inline]
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

#[inline]
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

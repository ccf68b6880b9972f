//! What programs do with a `ByteBuf`, beside what they do with a `Vec<u8>`.

use std::collections::hash_map::DefaultHasher;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::io::Write as _;
use std::ops::Range;

use offshoot::ByteBuf;

use super::choice::{Amount, Choices, Place, Span};
use super::cursor::{self, CursorOp};
use super::iterate::Pulls;
use super::{Fresh, Pair, diff};

const PAGE: usize = ByteBuf::PAGE;

/// Bytes at the most: with tiny pages enough for four levels of branches.
const MOST: usize = if cfg!(offshoot_tiny) { 1_000 } else { 60_000 };

/// Bytes that live for ever.
static STATIC: [u8; 3 * PAGE] = {
    let mut bytes = [0; 3 * PAGE];
    let mut at = 0;
    while at < bytes.len() {
        bytes[at] = (at % 251) as u8;
        at += 1;
    }
    bytes
};

#[derive(Clone, Debug)]
pub enum ByteBufOp {
    // Bytes.
    Push,
    Pop,
    Set(Place),
    GetMut(Place),
    CopyWithin(Span, Place),
    WriteAt(Span),
    ReadAt(Span),
    Extend(Amount),
    ExtendFromSlice(Amount),
    Print,
    WriteTo(Amount),
    ReadFrom(Amount),
    Insert(Place, Amount),
    Remove(Span),
    Replace(Span, Amount),
    // Parts.
    SplitOff(Place),
    SplitTo(Place),
    Truncate(Place),
    Slice(Span),
    Resize(Amount),
    Clear,
    Repeat(u8, Amount),
    // Other buffers.
    Append,
    Prepend,
    InsertBuf(Place),
    Splice(Span, Source),
    AppendForeign(Source),
    InsertForeign(Place, Source),
    Become(Source),
    // All bytes.
    Rechunk(Amount),
    Chunks(Span, Pulls),
    Iter(Pulls),
    Find(Span, Place),
    Lines(u8),
    Cursor(Vec<CursorOp>),
    CursorMut(Vec<CursorOp>),
    Bytes(Place),
}

/// A buffer that bytes come from.
#[derive(Clone, Debug)]
pub enum Source {
    Copied(Amount),
    Vec(Amount),
    Spacious(Amount),
    Boxed(Amount),
    Text(Amount),
    Static(Span),
    Bytes(Amount),
}

impl Source {
    fn read(choices: &mut Choices<'_>) -> Self {
        match choices.below(10) {
            0 => Self::Copied(choices.amount()),
            1..4 => Self::Vec(choices.amount()),
            4 => Self::Spacious(choices.amount()),
            5 => Self::Boxed(choices.amount()),
            6 => Self::Text(choices.amount()),
            7 | 8 => Self::Static(choices.span()),
            _ => Self::Bytes(choices.amount()),
        }
    }

    fn make(&self, most: usize, fresh: &mut Fresh) -> (ByteBuf, Vec<u8>) {
        let mut bytes = |amount: Amount| new_bytes(amount, most, fresh);
        match *self {
            Self::Copied(amount) => {
                let model = bytes(amount);
                (ByteBuf::from(&model[..]), model)
            }
            Self::Vec(amount) => {
                let model = bytes(amount);
                (ByteBuf::from(model.clone()), model)
            }
            Self::Spacious(amount) => {
                let model = bytes(amount);
                let mut own = Vec::with_capacity(2 * model.len() + 1);
                own.extend_from_slice(&model);
                (ByteBuf::from(own), model)
            }
            Self::Boxed(amount) => {
                let model = bytes(amount);
                (ByteBuf::from(model.clone().into_boxed_slice()), model)
            }
            Self::Text(amount) => {
                let text = "añb\n".repeat(bytes(amount).len() / 5);
                (ByteBuf::from(text.clone()), text.into_bytes())
            }
            Self::Static(span) => {
                let part = &STATIC[span.within(STATIC.len().min(most))];
                (ByteBuf::from_static(part), part.to_vec())
            }
            #[cfg(feature = "bytes")]
            Self::Bytes(amount) => {
                let model = bytes(amount);
                (ByteBuf::from(bytes::Bytes::from(model.clone())), model)
            }
            #[cfg(not(feature = "bytes"))]
            Self::Bytes(amount) => Self::Vec(amount).make(most, fresh),
        }
    }
}

/// Bytes that differ from one another, with a few line ends.
fn new_bytes(amount: Amount, most: usize, fresh: &mut Fresh) -> Vec<u8> {
    let first = fresh.number().to_le_bytes()[0];
    let byte = |at: usize| match (at / 3 + at * at).to_le_bytes()[0].wrapping_add(first) {
        0..16 => b'\n',
        16..20 => b'\r',
        byte => byte,
    };
    (0..amount.of(PAGE, most)).map(byte).collect()
}

impl ByteBufOp {
    fn read(choices: &mut Choices<'_>, kind: u8) -> Self {
        match kind {
            0 => Self::Push,
            1 => Self::Pop,
            2 => Self::Set(choices.place()),
            3 => Self::GetMut(choices.place()),
            4 => Self::CopyWithin(choices.span(), choices.place()),
            5 | 6 => Self::WriteAt(choices.span()),
            7 => Self::ReadAt(choices.span()),
            8 => Self::Extend(choices.amount()),
            9 | 10 => Self::ExtendFromSlice(choices.amount()),
            11 => Self::Print,
            12 => Self::WriteTo(choices.amount()),
            13 => Self::ReadFrom(choices.amount()),
            14..18 => Self::Insert(choices.place(), choices.amount()),
            18..21 => Self::Remove(choices.span()),
            21 | 22 => Self::Replace(choices.span(), choices.amount()),
            23..26 => Self::SplitOff(choices.place()),
            26 => Self::SplitTo(choices.place()),
            27 => Self::Truncate(choices.place()),
            28 | 29 => Self::Slice(choices.span()),
            30 | 31 => Self::Resize(choices.amount()),
            32 => Self::Clear,
            33 => Self::Repeat(choices.byte(), choices.amount()),
            34..37 => Self::Append,
            37 => Self::Prepend,
            38..41 => Self::InsertBuf(choices.place()),
            41..43 => Self::Splice(choices.span(), Source::read(choices)),
            43..46 => Self::AppendForeign(Source::read(choices)),
            46..48 => Self::InsertForeign(choices.place(), Source::read(choices)),
            48 => Self::Become(Source::read(choices)),
            49 => Self::Rechunk(choices.amount()),
            50 => Self::Chunks(choices.span(), Pulls::read(choices)),
            51 => Self::Iter(Pulls::read(choices)),
            52..54 => Self::Find(choices.span(), choices.place()),
            54 => Self::Lines(choices.byte()),
            55 | 56 => Self::Cursor(choices.some(8, CursorOp::read)),
            57..62 => Self::CursorMut(choices.some(8, CursorOp::read)),
            _ => Self::Bytes(choices.place()),
        }
    }
}

/// A byte buffer and its model.
#[derive(Clone, Default)]
pub struct ByteBufPair {
    pub ours: ByteBuf,
    pub model: Vec<u8>,
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl Pair for ByteBufPair {
    type Op = ByteBufOp;
    type Collection = ByteBuf;

    const OF_TWO: Range<u8> = 34..49;

    fn read(choices: &mut Choices<'_>, kind: u8) -> ByteBufOp {
        ByteBufOp::read(choices, kind)
    }

    fn apply(mut self, other: Self, op: &ByteBufOp, fresh: &mut Fresh) -> (Self, Option<Self>) {
        let mut rest = None;
        match op {
            ByteBufOp::Push
            | ByteBufOp::Pop
            | ByteBufOp::Set(_)
            | ByteBufOp::GetMut(_)
            | ByteBufOp::CopyWithin(..)
            | ByteBufOp::WriteAt(_)
            | ByteBufOp::ReadAt(_)
            | ByteBufOp::Extend(_)
            | ByteBufOp::ExtendFromSlice(_)
            | ByteBufOp::Print
            | ByteBufOp::WriteTo(_)
            | ByteBufOp::ReadFrom(_)
            | ByteBufOp::Insert(..)
            | ByteBufOp::Remove(_)
            | ByteBufOp::Replace(..) => self.bytes(op, fresh),
            ByteBufOp::SplitOff(_)
            | ByteBufOp::SplitTo(_)
            | ByteBufOp::Truncate(_)
            | ByteBufOp::Slice(_)
            | ByteBufOp::Resize(_)
            | ByteBufOp::Clear
            | ByteBufOp::Repeat(..) => rest = self.part(op, fresh),
            ByteBufOp::Append
            | ByteBufOp::Prepend
            | ByteBufOp::InsertBuf(_)
            | ByteBufOp::Splice(..)
            | ByteBufOp::AppendForeign(_)
            | ByteBufOp::InsertForeign(..)
            | ByteBufOp::Become(_) => self.join(other, op, fresh),
            ByteBufOp::Rechunk(_)
            | ByteBufOp::Chunks(..)
            | ByteBufOp::Iter(_)
            | ByteBufOp::Find(..)
            | ByteBufOp::Lines(_)
            | ByteBufOp::Cursor(_)
            | ByteBufOp::CursorMut(_)
            | ByteBufOp::Bytes(_) => self.walk(op, fresh),
        }
        (self, rest)
    }

    fn check(&self) {
        let (ours, model) = (&self.ours, &self.model);
        ours.check();
        assert_eq!((ours.len(), ours.is_empty()), (model.len(), model.is_empty()));
        assert_eq!(ours, model);
        assert_eq!(ours.get(model.len()), None);
        for index in (0..model.len()).step_by(1 + model.len() / 100) {
            assert_eq!((ours.get(index), ours[index]), (Some(model[index]), model[index]));
        }
    }

    fn check_beside(&self, other: &Self) {
        assert_eq!(self.ours == other.ours, self.model == other.model);
        assert_eq!(self.ours.cmp(&other.ours), self.model.cmp(&other.model));
        if self.model == other.model {
            assert_eq!(hash(&self.ours), hash(&other.ours));
        }
        if self.ours.ptr_eq(&other.ours) {
            assert_eq!(self.model, other.model);
            assert_eq!(self.ours.diff(&other.ours).len(), 0);
        }
        diff::check(self.ours.diff(&other.ours), &other.model, &self.model);
    }

    fn collection(&self) -> &ByteBuf {
        &self.ours
    }

    fn into_collection(self) -> ByteBuf {
        self.ours
    }

    fn memory_of(versions: &[&ByteBuf]) -> (usize, Vec<usize>) {
        let report = ByteBuf::memory(versions.iter().copied());
        assert_eq!(report.total, report.shared + report.unique.iter().sum::<usize>());
        assert_eq!(report.elements, versions.iter().map(|version| version.len()).sum::<usize>());
        (report.total, report.unique)
    }
}

impl ByteBufPair {
    fn room(&self) -> usize {
        MOST.saturating_sub(self.model.len())
    }

    fn bytes(&mut self, op: &ByteBufOp, fresh: &mut Fresh) {
        let (room, len) = (self.room(), self.model.len());
        let byte = fresh.number().to_le_bytes()[0];
        let Self { ours, model } = self;
        match *op {
            ByteBufOp::Push if room > 0 => {
                ours.push(byte);
                model.push(byte);
            }
            ByteBufOp::Set(place) if len > 0 => {
                let index = place.below(len);
                let old = std::mem::replace(&mut model[index], byte);
                assert_eq!(ours.set(index, byte), old);
            }
            ByteBufOp::Pop => assert_eq!(ours.pop(), model.pop()),
            ByteBufOp::GetMut(place) => {
                let index = place.up_to(len);
                let (mine, theirs) = (ours.get_mut(index), model.get_mut(index));
                assert_eq!(mine, theirs);
                mine.into_iter().chain(theirs).for_each(|byte| *byte ^= 0x2A);
            }
            ByteBufOp::CopyWithin(span, to) => {
                let span = span.within(len);
                let to = to.up_to(len - span.len());
                ours.copy_within(span.clone(), to);
                model.copy_within(span, to);
            }
            ByteBufOp::WriteAt(span) => {
                let part = &mut model[span.within(len)];
                part.iter_mut().for_each(|old| *old = old.wrapping_add(byte));
                ours.write_at(span.within(len).start, part);
            }
            ByteBufOp::ReadAt(span) => {
                let mut part = vec![0; span.within(len).len()];
                ours.read_at(span.within(len).start, &mut part);
                assert_eq!(part, model[span.within(len)]);
            }
            ByteBufOp::Extend(amount) => {
                let bytes = new_bytes(amount, room, fresh);
                ours.extend(&bytes);
                model.extend(bytes);
            }
            ByteBufOp::ExtendFromSlice(amount) => {
                let bytes = new_bytes(amount, room, fresh);
                ours.extend_from_slice(&bytes);
                model.extend(bytes);
            }
            ByteBufOp::Print if room > 8 => {
                fmt::Write::write_fmt(ours, format_args!("{byte}\n")).expect("no limit");
                model.extend(format!("{byte}\n").bytes());
            }
            ByteBufOp::WriteTo(amount) => {
                let bytes = new_bytes(amount, room, fresh);
                ours.write_all(&bytes).expect("memory can be written");
                ours.flush().expect("there is nothing to flush");
                model.extend(bytes);
            }
            ByteBufOp::ReadFrom(amount) => {
                let bytes = new_bytes(amount, room, fresh);
                let count = ours.read_from(&mut &bytes[..]).expect("memory can be read");
                assert_eq!(count, bytes.len() as u64);
                model.extend(bytes);
            }
            ByteBufOp::Insert(place, amount) => {
                let bytes = new_bytes(amount, room, fresh);
                ours.insert(place.up_to(len), &bytes);
                model.splice(place.up_to(len)..place.up_to(len), bytes);
            }
            ByteBufOp::Remove(span) => {
                ours.remove(span.within(len));
                model.drain(span.within(len));
            }
            ByteBufOp::Replace(span, amount) => {
                let bytes = new_bytes(amount, room, fresh);
                ours.replace(span.within(len), &bytes);
                model.splice(span.within(len), bytes);
            }
            _ => {}
        }
    }

    fn part(&mut self, op: &ByteBufOp, fresh: &mut Fresh) -> Option<Self> {
        let len = self.model.len();
        let Self { ours, model } = self;
        match *op {
            ByteBufOp::SplitOff(place) => {
                let at = place.up_to(len);
                return Some(Self { ours: ours.split_off(at), model: model.split_off(at) });
            }
            ByteBufOp::SplitTo(place) => {
                let at = place.up_to(len);
                return Some(Self { ours: ours.split_to(at), model: model.drain(..at).collect() });
            }
            ByteBufOp::Truncate(place) => {
                ours.truncate(place.up_to(len + 1));
                model.truncate(place.up_to(len + 1));
            }
            ByteBufOp::Slice(span) => {
                *ours = ours.slice(span.within(len));
                *model = model[span.within(len)].to_vec();
            }
            ByteBufOp::Resize(amount) => {
                let byte = fresh.number().to_le_bytes()[0];
                ours.resize(amount.of(PAGE, MOST), byte);
                model.resize(amount.of(PAGE, MOST), byte);
            }
            ByteBufOp::Clear => {
                ours.clear();
                model.clear();
            }
            ByteBufOp::Repeat(byte, amount) => {
                let count = 2 * amount.of(PAGE, MOST / 2);
                *ours =
                    if byte == 0 { ByteBuf::zeroed(count) } else { ByteBuf::repeat(byte, count) };
                *model = vec![byte; count];
            }
            _ => {}
        }
        None
    }

    fn join(&mut self, other: Self, op: &ByteBufOp, fresh: &mut Fresh) {
        let (room, len) = (self.room(), self.model.len());
        let fits = other.model.len() <= room;
        let Self { ours, model } = self;
        match op {
            ByteBufOp::Append if fits => {
                ours.append(other.ours);
                model.extend(other.model);
            }
            ByteBufOp::Prepend if fits => {
                *ours = other.ours + std::mem::take(ours);
                model.splice(..0, other.model);
            }
            ByteBufOp::InsertBuf(place) if fits => {
                ours.insert_buf(place.up_to(len), other.ours);
                model.splice(place.up_to(len)..place.up_to(len), other.model);
            }
            ByteBufOp::Splice(span, source) => {
                let (bytes, bytes_model) = source.make(room, fresh);
                let removed = ours.splice(span.within(len), bytes);
                removed.check();
                assert_eq!(
                    removed,
                    model.splice(span.within(len), bytes_model).collect::<Vec<_>>()
                );
            }
            ByteBufOp::AppendForeign(source) => {
                let (bytes, bytes_model) = source.make(room, fresh);
                *ours += bytes;
                model.extend(bytes_model);
            }
            ByteBufOp::InsertForeign(place, source) => {
                let (bytes, bytes_model) = source.make(room, fresh);
                ours.insert_buf(place.up_to(len), bytes);
                model.splice(place.up_to(len)..place.up_to(len), bytes_model);
            }
            ByteBufOp::Become(source) => (*ours, *model) = source.make(MOST, fresh),
            _ => {}
        }
    }

    fn walk(&mut self, op: &ByteBufOp, fresh: &mut Fresh) {
        let len = self.model.len();
        let Self { ours, model } = self;
        match op {
            ByteBufOp::Rechunk(amount) => {
                // The same bytes, cut in other places, are the same to everyone.
                let size = 1 + amount.of(PAGE, usize::MAX);
                let mut other = ByteBuf::new();
                for run in model.chunks(size) {
                    other.append(run.to_vec().into());
                }
                assert_eq!(hash(ours), hash(&other));
                assert_eq!((&*ours, ours.cmp(&&mut other)), (&other, std::cmp::Ordering::Equal));
                assert_eq!(model.iter().copied().collect::<ByteBuf>(), *ours);
                assert_eq!(
                    (ours.to_vec(), Vec::from(ours.clone())),
                    (model.clone(), model.clone())
                );
                *ours = other;
            }
            ByteBufOp::Chunks(span, pulls) => {
                pulls.runs(ours.chunks(), model);
                pulls.runs(ours.range(span.within(len)), &model[span.within(len)]);
                let slices: Vec<_> = ours.io_slices().collect();
                let mut out = Vec::new();
                for slice in slices {
                    out.extend_from_slice(&slice);
                }
                assert_eq!(out, *model);
            }
            ByteBufOp::Iter(pulls) => {
                pulls.interleave(ours.iter(), model.iter().copied());
            }
            ByteBufOp::Find(span, from) => self.find(*span, *from),
            ByteBufOp::Lines(divisor) => {
                // More lines, some of which end between two pages.
                let period = 1 + usize::from(*divisor);
                for at in (0..len).step_by(period) {
                    ours.write_at(at, b"\n");
                    model[at] = b'\n';
                    if at > 0 && at % 2 == 0 {
                        ours.set(at - 1, b'\r');
                        model[at - 1] = b'\r';
                    }
                }
                let text = model.strip_suffix(b"\n").unwrap_or(model);
                let lines: Vec<&[u8]> = if model.is_empty() {
                    Vec::new()
                } else {
                    let ends = text.len() < model.len();
                    let mut lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
                    let last = lines.len() - 1;
                    for (at, line) in lines.iter_mut().enumerate() {
                        if at < last || ends {
                            *line = line.strip_suffix(b"\r").unwrap_or(line);
                        }
                    }
                    lines
                };
                assert!(ours.lines().eq(lines), "the lines differ");
            }
            ByteBufOp::Cursor(ops) => cursor::read(ours, model, ops),
            ByteBufOp::CursorMut(ops) => cursor::write(ours, model, ops, MOST, fresh),
            ByteBufOp::Bytes(place) => self.bytes_out(*place),
            _ => {}
        }
    }

    fn find(&self, span: Span, from: Place) {
        let Self { ours, model } = self;
        let len = model.len();
        let from = from.up_to(len + 1);
        let range = span.within(len);
        let short = range.start..range.end.min(range.start + 3);
        let mut missing = model[range.clone()].to_vec();
        if let Some(last) = missing.last_mut() {
            *last = last.wrapping_add(1);
        }
        // A long needle in a long buffer is slow to look for one place at a time.
        let long = if range.len() > 2_000 { &[] } else { &model[range.clone()] };
        missing.truncate(2_000);
        for needle in [&model[short], long, &missing] {
            let stands = |at: &usize| model[*at..].starts_with(needle);
            let (mut places, mut rest) = (0..=len, from..len + 1);
            assert_eq!(ours.find(needle), places.find(stands));
            assert_eq!(ours.rfind(needle), (0..=len).rfind(stands));
            assert_eq!(ours.find_from(needle, from), rest.find(stands));
            assert_eq!(ours.contains(needle), (0..=len).any(|at| stands(&at)));
            assert_eq!(ours.starts_with(needle), model.starts_with(needle));
            assert_eq!(ours.ends_with(needle), model.ends_with(needle));
        }
        if let Some(&byte) = model.get(range.start) {
            let (begin, run) = ours.chunk_at(range.start).expect("the index is in bounds");
            assert!((begin..begin + run.len()).contains(&range.start));
            assert_eq!(run, &model[begin..begin + run.len()]);
            assert_eq!(ours.memchr(byte), model.iter().position(|&other| other == byte));
            assert_eq!(ours.memrchr(byte), model.iter().rposition(|&other| other == byte));
        }
    }

    /// Pages handed out as `Bytes` keep what they held, whatever is written to the buffer.
    #[cfg(feature = "bytes")]
    fn bytes_out(&mut self, place: Place) {
        use bytes::{Buf, Bytes};
        let Self { ours, model } = self;
        let held: Vec<_> = ours.chunks_bytes().collect();
        let before = model.clone();
        if !model.is_empty() {
            let index = place.below(model.len());
            model[index] ^= 0x55;
            ours.set(index, model[index]);
        }
        assert_eq!(held.concat(), before);
        // Copied: a report cannot know that two `Bytes` overlap.
        let again = |run: Bytes| ByteBuf::from(Bytes::copy_from_slice(&run));
        *ours = held.into_iter().map(again).fold(ByteBuf::new(), |all, run| all + run);
        *model = before;
        let mut cursor = ours.cursor();
        let count = place.up_to(model.len());
        cursor.advance(count);
        assert_eq!(cursor.remaining(), model.len() - count);
        assert_eq!(cursor.copy_to_bytes(cursor.remaining()), model[count..]);
    }

    /// Without `Bytes`, pages leave as copies.
    #[cfg(not(feature = "bytes"))]
    fn bytes_out(&mut self, place: Place) {
        let index = place.up_to(self.model.len());
        let part = self.ours.slice(index..).to_vec();
        assert_eq!(part, self.model[index..]);
    }
}

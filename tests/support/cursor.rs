//! Cursors of a byte buffer beside `std::io::Cursor` over the model.

use std::io::{BufRead, Read, Seek, SeekFrom, Write};

use offshoot::ByteBuf;

use super::Fresh;
use super::choice::{Amount, Choices, Place};

#[derive(Clone, Debug)]
pub enum CursorOp {
    Read(Amount),
    ReadInto(Amount),
    ReadUntil(u8),
    Write(Amount),
    SeekStart(Place),
    SeekEnd(Place),
    SeekCurrent(Place, bool),
    SetPosition(Place),
    SeekTooFar,
}

impl CursorOp {
    pub fn read(choices: &mut Choices<'_>) -> Self {
        match choices.below(16) {
            0..2 => Self::Read(choices.amount()),
            2..4 => Self::ReadInto(choices.amount()),
            4 => Self::ReadUntil(choices.byte()),
            5..10 => Self::Write(choices.amount()),
            10 => Self::SeekStart(choices.place()),
            11 => Self::SeekEnd(choices.place()),
            12 => Self::SeekCurrent(choices.place(), choices.once_in(2)),
            13 | 14 => Self::SetPosition(choices.place()),
            _ => Self::SeekTooFar,
        }
    }

    /// Where to seek; none for what is no seek.
    fn seek(&self, len: usize) -> Option<SeekFrom> {
        // Some places lie behind the end.
        let offset = |place: Place| place.up_to(len + 20);
        let signed = |place: Place| i64::try_from(offset(place)).expect("a buffer is small");
        match *self {
            Self::SeekStart(place) => Some(SeekFrom::Start(offset(place) as u64)),
            Self::SeekEnd(place) => Some(SeekFrom::End(10 - signed(place))),
            Self::SeekCurrent(place, true) => Some(SeekFrom::Current(-signed(place))),
            Self::SeekCurrent(place, false) => Some(SeekFrom::Current(signed(place) / 4)),
            Self::SeekTooFar => Some(SeekFrom::Current(i64::MIN)),
            _ => None,
        }
    }
}

/// What both give when they read, which may come in pieces.
fn read_all(from: &mut impl Read, count: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    from.take(count as u64).read_to_end(&mut bytes).expect("memory can be read");
    bytes
}

pub fn read(buffer: &ByteBuf, model: &[u8], ops: &[CursorOp]) {
    let (mut ours, mut model) = (buffer.cursor(), std::io::Cursor::new(model));
    let len = buffer.len();
    for op in ops {
        assert_eq!((ours.position(), ours.len()), (model.position(), len as u64));
        assert_eq!(ours.is_empty(), len == 0);
        match op {
            CursorOp::Read(amount) | CursorOp::Write(amount) => {
                let count = amount.of(ByteBuf::PAGE, usize::MAX);
                assert_eq!(read_all(&mut ours, count), read_all(&mut model, count));
            }
            CursorOp::ReadInto(amount) => {
                let count = amount.of(ByteBuf::PAGE, usize::MAX);
                let (mut left, mut right) = (vec![0; count], vec![0; count]);
                let whole = model.read(&mut right).expect("memory can be read");
                assert_eq!(ours.read_into(&mut left), whole);
                assert_eq!(left, right);
                assert!(model.fill_buf().expect("a slice").starts_with(ours.chunk()));
            }
            CursorOp::ReadUntil(byte) => {
                let (mut left, mut right) = (Vec::new(), Vec::new());
                ours.read_until(*byte, &mut left).expect("memory can be read");
                model.read_until(*byte, &mut right).expect("memory can be read");
                assert_eq!(left, right);
            }
            CursorOp::SetPosition(place) => {
                ours.set_position(place.up_to(len + 3) as u64);
                model.set_position(place.up_to(len + 3) as u64);
            }
            _ => {
                let Some(from) = op.seek(len) else { continue };
                assert_eq!(ours.seek(from).ok(), model.seek(from).ok(), "{from:?}");
            }
        }
    }
}

pub fn write(
    buffer: &mut ByteBuf,
    model: &mut Vec<u8>,
    ops: &[CursorOp],
    most: usize,
    fresh: &mut Fresh,
) {
    let (mut ours, mut model) = (buffer.cursor_mut(), std::io::Cursor::new(model));
    for op in ops {
        let len = model.get_ref().len();
        assert_eq!((ours.position(), ours.len()), (model.position(), len as u64));
        assert_eq!(ours.is_empty(), len == 0);
        match op {
            CursorOp::Write(amount) => {
                let count = amount.of(ByteBuf::PAGE, most.saturating_sub(len));
                let byte = fresh.number().to_le_bytes()[0];
                let bytes: Vec<u8> = (0..count).map(|at| byte ^ at.to_le_bytes()[0]).collect();
                // Behind the end, std lengthens the vector even where nothing is written.
                if count > 0 || model.position() <= len as u64 {
                    ours.write_all(&bytes).expect("the place can be addressed");
                    model.write_all(&bytes).expect("the place can be addressed");
                }
            }
            CursorOp::Read(amount) => {
                let count = amount.of(ByteBuf::PAGE, usize::MAX);
                assert_eq!(read_all(&mut ours, count), read_all(&mut model, count));
            }
            CursorOp::ReadInto(amount) => {
                let count = amount.of(ByteBuf::PAGE, usize::MAX);
                let (mut left, mut right) = (vec![0; count], vec![0; count]);
                let whole = model.read(&mut right).expect("memory can be read");
                assert_eq!(ours.read_into(&mut left), whole);
                assert_eq!(left, right);
            }
            CursorOp::SetPosition(place) => {
                ours.set_position(place.up_to(len + 3) as u64);
                model.set_position(place.up_to(len + 3) as u64);
            }
            CursorOp::ReadUntil(_) => {
                let position = ours.position();
                ours.set_position(u64::MAX);
                assert!(!ours.write_from(b"nowhere") && ours.position() == u64::MAX);
                assert!(ours.write(b"nowhere").is_err());
                ours.set_position(position);
            }
            _ => {
                let Some(from) = op.seek(len) else { continue };
                assert_eq!(ours.seek(from).ok(), model.seek(from).ok(), "{from:?}");
            }
        }
    }
    ours.flush().expect("there is nothing to flush");
}

//! Cursors over a vector beside slices of the model.

use std::mem::swap;

use offshoot::vector::{Focus, FocusMut};

use super::Fresh;
use super::choice::{Choices, Place, Span};
use super::element::Element;
use super::iterate::Pulls;

#[derive(Clone, Debug)]
pub enum FocusOp {
    Get(Place),
    Set(Place),
    Swap(Place, Place),
    Pair(Place, Place),
    Triplet(Place, Place, Place),
    Chunk(Place),
    Narrow(Span),
    Split(Place),
    Unmut,
    Iterate(Pulls),
}

impl FocusOp {
    pub fn read(choices: &mut Choices<'_>) -> Self {
        match choices.below(16) {
            0..3 => Self::Get(choices.place()),
            3..6 => Self::Set(choices.place()),
            6 => Self::Swap(choices.place(), choices.place()),
            7 => Self::Pair(choices.place(), choices.place()),
            8 => Self::Triplet(choices.place(), choices.place(), choices.place()),
            9..11 => Self::Chunk(choices.place()),
            11 => Self::Narrow(choices.span()),
            12..14 => Self::Split(choices.place()),
            14 => Self::Unmut,
            _ => Self::Iterate(Pulls::read(choices)),
        }
    }
}

/// Reads through a cursor. What would write is not done.
pub fn read<E: Element>(mut focus: Focus<'_, E>, mut model: &[E], ops: &[FocusOp]) {
    for (at, op) in ops.iter().enumerate() {
        let len = model.len();
        assert_eq!((focus.len(), focus.is_empty()), (len, len == 0));
        assert_eq!(focus.get(len), None);
        match op {
            FocusOp::Narrow(span) => {
                focus = focus.narrow(span.within(len));
                model = &model[span.within(len)];
            }
            FocusOp::Split(place) => {
                let (low, high) = focus.split_at(place.up_to(len));
                let (model_low, model_high) = model.split_at(place.up_to(len));
                let (for_low, for_high) = ops[at + 1..].split_at((ops.len() - at) / 2);
                read(low, model_low, for_low);
                return read(high, model_high, for_high);
            }
            FocusOp::Iterate(pulls) => {
                pulls.interleave_exact(focus.clone().into_iter(), model.iter());
            }
            FocusOp::Chunk(place) if len > 0 => {
                let index = place.below(len);
                let (range, run) = focus.chunk_at(index);
                assert!(range.contains(&index));
                assert_eq!(run, &model[range]);
            }
            FocusOp::Get(place) | FocusOp::Set(place) if len > 0 => {
                let index = place.below(len);
                assert_eq!(focus.index(index), &model[index]);
                assert_eq!(focus.clone().get(index), Some(&model[index]));
            }
            _ => {}
        }
    }
}

/// Writes through a cursor and to the model.
pub fn write<'a, E: Element>(
    mut focus: FocusMut<'a, E>,
    mut model: &mut [E],
    ops: &[FocusOp],
    fresh: &mut Fresh,
) {
    for (at, op) in ops.iter().enumerate() {
        let len = model.len();
        assert_eq!((focus.len(), focus.is_empty()), (len, len == 0));
        assert_eq!(focus.get(len), None);
        assert_eq!(focus.set(len, E::new(0)), None);
        match op {
            FocusOp::Narrow(span) => {
                focus = focus.narrow(span.within(len));
                model = &mut model[span.within(len)];
            }
            FocusOp::Split(place) => {
                let (mut low, mut high) = focus.split_at(place.up_to(len));
                let (model_low, model_high) = model.split_at_mut(place.up_to(len));
                // The elements at the seam, both borrowed at once.
                let last = low.len().checked_sub(1).and_then(|last| low.get_mut(last));
                let first = high.get_mut(0);
                if let (Some(last), Some(first)) = (last, first) {
                    swap(last, first);
                    swap(&mut model_low[model_low.len() - 1], &mut model_high[0]);
                }
                let (for_low, for_high) = ops[at + 1..].split_at((ops.len() - at) / 2);
                write(low, model_low, for_low, fresh);
                return write(high, model_high, for_high, fresh);
            }
            FocusOp::Unmut => return read(focus.unmut(), model, &ops[at + 1..]),
            FocusOp::Iterate(pulls) => return pulls.change(focus.into_iter(), model.iter_mut()),
            _ if len > 0 => change(&mut focus, model, op, fresh),
            _ => {}
        }
    }
}

fn change<E: Element>(
    focus: &mut FocusMut<'_, E>,
    model: &mut [E],
    op: &FocusOp,
    fresh: &mut Fresh,
) {
    let len = model.len();
    match op {
        FocusOp::Get(place) => {
            let index = place.below(len);
            assert_eq!(focus.get(index), Some(&model[index]));
            assert_eq!(focus.index(index), &model[index]);
            focus.index_mut(index).change();
            model[index].change();
        }
        FocusOp::Set(place) => {
            let (index, value) = (place.below(len), E::new(fresh.number()));
            let old = std::mem::replace(&mut model[index], value.clone());
            assert_eq!(focus.set(index, value), Some(old));
        }
        FocusOp::Swap(a, b) => {
            focus.swap(a.below(len), b.below(len));
            model.swap(a.below(len), b.below(len));
        }
        FocusOp::Pair(a, b) if a.below(len) != b.below(len) => {
            let (a, b) = (a.below(len), b.below(len));
            let first = focus.pair(a, b, |first, second| {
                swap(first, second);
                first.clone()
            });
            model.swap(a, b);
            assert_eq!(first, model[a]);
        }
        FocusOp::Triplet(a, b, c) => {
            let (a, b, c) = (a.below(len), b.below(len), c.below(len));
            if a != b && b != c && a != c {
                focus.triplet(a, b, c, |first, second, third| {
                    swap(first, second);
                    swap(second, third);
                });
                model.swap(a, b);
                model.swap(b, c);
            }
        }
        FocusOp::Chunk(place) => {
            let index = place.below(len);
            let (range, run) = focus.chunk_at(index);
            assert!(range.contains(&index));
            assert_eq!(run, &model[range.clone()]);
            run.reverse();
            model[range].reverse();
        }
        _ => {}
    }
}

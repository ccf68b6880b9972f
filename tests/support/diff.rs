//! Changes between versions, applied; and edits in place whose changes are known exactly.

use std::fmt::Debug;

use offshoot::{ByteBuf, Changes, Vector};

use super::choice::{Choices, Place};

/// Applies changes to the old contents, which must become the new ones.
pub fn check<T: Clone + Debug + PartialEq>(changes: Changes, old: &[T], new: &[T]) {
    assert_eq!(changes.len(), changes.clone().rev().count());
    let mut patched = Vec::new();
    let mut at = 0;
    for change in changes {
        assert!(!change.old.is_empty() || !change.new.is_empty(), "a change of nothing");
        assert!(at <= change.old.start, "the changes overlap");
        patched.extend_from_slice(&old[at..change.old.start]);
        assert_eq!(patched.len(), change.new.start, "between two changes, both are the same");
        patched.extend_from_slice(&new[change.new]);
        at = change.old.end;
    }
    patched.extend_from_slice(&old[at..]);
    assert_eq!(patched, new);
}

/// Every place that differs is in a change, and no other place is.
fn check_exact<T: PartialEq>(changes: Changes, old: &[T], new: &[T]) {
    let mut changed = vec![false; old.len()];
    for change in changes {
        assert_eq!(change.old, change.new, "nothing has moved");
        changed[change.old].fill(true);
    }
    for (index, changed) in changed.into_iter().enumerate() {
        assert_eq!(changed, old[index] != new[index], "place {index}");
    }
}

#[derive(Debug)]
enum Edit {
    Set(Place, u8),
    Insert(Place, u8),
    Remove(Place),
    Move(Place, Place),
}

/// Edits a copy of a base in both types, and compares copy and base both ways. Says how often it edited.
pub fn run(bytes: &[u8], most_edits: usize) -> usize {
    let mut choices = Choices::new(bytes);
    let base: Vec<u8> = {
        let len = choices.place().up_to(if cfg!(offshoot_tiny) { 700 } else { 20_000 });
        let period = 1 + usize::from(choices.byte());
        (0..len).map(|index| (index % period).to_le_bytes()[0]).collect()
    };
    let (old_vector, old_buffer) = (Vector::from(&base), ByteBuf::from(&base));
    let (mut vector, mut buffer, mut model) =
        (old_vector.clone(), old_buffer.clone(), base.clone());
    let (mut in_place, mut edits) = (true, 0);
    while edits < most_edits {
        if choices.is_empty() || model.is_empty() {
            break;
        }
        edits += 1;
        let edit = match choices.below(8) {
            0..5 => Edit::Set(choices.place(), choices.byte()),
            5 => Edit::Insert(choices.place(), choices.byte()),
            6 => Edit::Remove(choices.place()),
            _ => Edit::Move(choices.place(), choices.place()),
        };
        in_place &= matches!(edit, Edit::Set(..));
        match edit {
            Edit::Set(place, byte) => {
                let at = place.below(model.len());
                vector.set(at, byte);
                buffer.set(at, byte);
                model[at] = byte;
            }
            Edit::Insert(place, byte) => {
                let at = place.up_to(model.len());
                vector.insert(at, byte);
                buffer.insert(at, &[byte]);
                model.insert(at, byte);
            }
            Edit::Remove(place) => {
                let at = place.below(model.len());
                vector.remove(at);
                buffer.remove(at..=at);
                model.remove(at);
            }
            Edit::Move(from, to) => {
                let at = from.below(model.len());
                vector.rotate_left(at);
                let behind = buffer.split_off(at);
                let before = std::mem::replace(&mut buffer, behind);
                buffer.append(before);
                model.rotate_left(at);
                let cut = to.up_to(model.len());
                vector.truncate(cut);
                buffer.truncate(cut);
                model.truncate(cut);
            }
        }
    }
    assert_eq!((&vector, &buffer), (&Vector::from(&model), &ByteBuf::from(&model)));
    check(vector.diff(&old_vector), &base, &model);
    check(old_vector.diff(&vector), &model, &base);
    check(buffer.diff(&old_buffer), &base, &model);
    check(old_buffer.diff(&buffer), &model, &base);
    if in_place {
        check_exact(vector.diff(&old_vector), &base, &model);
        check_exact(buffer.diff(&old_buffer), &base, &model);
    }
    edits
}

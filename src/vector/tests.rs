//! Small programs that once went wrong. What a vector does is tested from outside, in
//! `tests/versions.rs`.

use super::Vector;

#[test]
fn a_mutable_iterator_is_sent_far_behind_its_end() {
    for len in [0, 1, 100] {
        let mut v: Vector<u32> = (0..len).collect();
        let mut elements = v.iter_mut();
        assert!(elements.nth(usize::MAX).is_none() && elements.len() == 0);
        let mut elements = v.iter_mut();
        assert!(elements.nth_back(usize::MAX).is_none() && elements.len() == 0);
    }
}

/// None of them fits into the handle, whose words are not aligned for one.
#[test]
fn the_first_over_aligned_element_comes_to_a_handle_at_any_address() {
    #[derive(Clone)]
    #[repr(align(64))]
    struct Aligned(usize);

    let mut versions: [Vector<Aligned>; 9] = Default::default();
    for (index, version) in versions.iter_mut().enumerate() {
        version.push_back(Aligned(index));
    }
    for (index, version) in versions.iter().enumerate() {
        assert_eq!(version[0].0, index);
    }
}

#[test]
fn a_report_counts_the_padding_behind_a_block_of_an_odd_length() {
    for len in 3..=5 {
        let v: Vector<u32> = (0..len).collect();
        assert!(!v.is_inline());
        assert_eq!(Vector::memory([&v]).total % size_of::<usize>(), 0);
    }
}

/// A short tail becomes a light leaf, the first one of the tree.
#[test]
fn a_full_head_comes_before_a_light_leaf() {
    let mut v: Vector<u32> = (10..13).collect();
    v.push_front(9);
    v.truncate(2);
    v.append((11..15).collect());
    for value in (0..9).rev() {
        v.push_front(value);
        v.check();
    }
    assert!(v.iter().copied().eq(0..15));
}

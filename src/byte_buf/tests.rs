//! Small programs that once went wrong. What a buffer does is tested from outside, in
//! `tests/versions.rs`.

#[cfg(feature = "bytes")]
#[test]
fn parts_of_one_foreign_buffer_keep_all_of_it_alive() {
    use super::ByteBuf;
    let whole = ByteBuf::from(bytes::Bytes::from(alloc::vec![7; 100]));
    let (low, high) = (whole.slice(..60), whole.slice(60..));
    let total = |versions: &[&ByteBuf]| ByteBuf::memory(versions.iter().copied()).total;
    assert!(total(&[&low]) >= 100 && total(&[&high]) >= 100);
    let handle = total(&[&low]) - 100;
    for versions in [[&whole, &low, &high], [&high, &low, &whole], [&low, &whole, &high]] {
        assert_eq!(total(&versions), 100 + 3 * handle);
    }
}

#[test]
fn a_report_counts_the_bytes_of_a_vec_that_was_taken_over() {
    let mut bytes = alloc::vec::Vec::with_capacity(200);
    bytes.extend([7; 100]);
    let buffer = super::ByteBuf::from(bytes);
    let report = super::ByteBuf::memory([&buffer]);
    assert!((200..300).contains(&report.total), "{} bytes", report.total);
}

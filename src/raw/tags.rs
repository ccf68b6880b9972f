//! One byte for each entry of a bucket, all compared at once. Does not know what the bytes stand for.

/// Entries that a bucket may hold.
pub(crate) const PLACES: usize = 32;

/// The bytes. Those behind the last entry mean nothing.
#[derive(Clone, Copy)]
pub(super) struct Tags(pub(super) [u8; PLACES]);

impl Tags {
    pub(super) const NONE: Self = Self([0; PLACES]);

    /// Which of the bytes are `tag`: one bit each, the lowest for the first.
    #[inline]
    pub(super) fn matches(&self, tag: u8) -> u32 {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
        return self.matches_sse2(tag);
        #[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
        return self.matches_by_words(tag);
    }

    #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
    #[inline]
    fn matches_sse2(&self, tag: u8) -> u32 {
        use core::arch::x86_64::{
            _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_set1_epi8,
        };
        let bytes = self.0.as_ptr();
        // SAFETY: 16 bytes from 0 on and 16 from 16 on lie within the 32; the loads need no
        // alignment, and the instructions are there (`target_feature`).
        unsafe {
            let wanted = _mm_set1_epi8(tag as i8);
            let low = _mm_cmpeq_epi8(_mm_loadu_si128(bytes.cast()), wanted);
            let high = _mm_cmpeq_epi8(_mm_loadu_si128(bytes.add(16).cast()), wanted);
            _mm_movemask_epi8(low) as u32 | (_mm_movemask_epi8(high) as u32) << 16
        }
    }

    /// The same where there are no such instructions, eight bytes at a time.
    #[cfg(any(test, not(all(target_arch = "x86_64", target_feature = "sse2"))))]
    #[inline]
    pub(super) fn matches_by_words(&self, tag: u8) -> u32 {
        const LOW: u64 = 0x0101_0101_0101_0101;
        const REST: u64 = 0x7F * LOW;
        let mut found = 0;
        for (index, bytes) in self.0.chunks_exact(8).enumerate() {
            let bytes = bytes.try_into().expect("a chunk of eight");
            let differ = u64::from_le_bytes(bytes) ^ (LOW * u64::from(tag));
            // The highest bit of each byte that is zero, exactly: no carry leaves a byte.
            let zero = !(((differ & REST) + REST) | differ | REST);
            // Bit 7 of byte k goes to bit 56 + k: all the sums meet in the highest byte.
            let bits = (zero >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
            found |= (bits as u32) << (8 * index);
        }
        found
    }
}

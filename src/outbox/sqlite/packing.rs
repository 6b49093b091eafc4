//! Bodies and messages as they lie in the store: in front a word of four bytes, the lower first, then an LZ4 block. The
//! lower 27 bits of the word are the size of what is packed, the upper five the number of the dictionary.
//!
//! A sender's bodies are alike but for their values, so most of a body is found in an example of it. The dictionaries
//! are the contract's examples, whose values are made up: nobody's data is left in them when a body is forgotten.

use std::cell::RefCell;

use lz4rip::block::{DecompressorRef, DictCompressorRef, get_maximum_output_size};

use super::fault::Fault;

/// The dictionaries by their numbers: none, as earlier versions packed; as a program writes JSON without blanks; and as
/// one does with a blank behind each comma and colon. What is stored was packed with them, so they are never changed;
/// what is to be different is a new one with a new number.
const DICTIONARIES: [&[u8]; 3] =
    [&[], include_bytes!("dictionary/compact.jsonl"), include_bytes!("dictionary/spaced.jsonl")];

const COMPACT: u8 = 1;
const SPACED: u8 = 2;

/// How far a text is looked at for how it is written.
const HEAD: usize = 256;

/// In front of what is packed.
const WORD: usize = size_of::<u32>();
const SIZE_BITS: u32 = 27;

/// Nothing that is stored is larger; a size beyond it is damage, and must not be believed.
const MAX_UNPACKED: u32 = 64 << 20;

/// What packs a thread's bodies, one after the other.
struct Packer {
    compact: DictCompressorRef<'static>,
    spaced: DictCompressorRef<'static>,
    out: Vec<u8>,
}

/// A body that needs more room than this is rare; the room is given back.
const MAX_KEPT: usize = 64 << 10;

thread_local! {
    static PACKER: RefCell<Packer> = RefCell::new(Packer {
        compact: DictCompressorRef::new(DICTIONARIES[usize::from(COMPACT)]),
        spaced: DictCompressorRef::new(DICTIONARIES[usize::from(SPACED)]),
        out: Vec::new(),
    });
}

/// Whether the first colon has a blank behind it.
fn is_spaced(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    head.iter().position(|byte| *byte == b':').is_some_and(|colon| head.get(colon + 1) == Some(&b' '))
}

pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    PACKER.with_borrow_mut(|packer| packer.pack(bytes))
}

impl Packer {
    fn pack(&mut self, bytes: &[u8]) -> Vec<u8> {
        let room = WORD + get_maximum_output_size(bytes.len());
        if self.out.len() < room {
            self.out.resize(room, 0);
        }
        let (number, dictionary) =
            if is_spaced(bytes) { (SPACED, &mut self.spaced) } else { (COMPACT, &mut self.compact) };
        let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX).min(MAX_UNPACKED + 1);
        self.out[..WORD].copy_from_slice(&(u32::from(number) << SIZE_BITS | size).to_le_bytes());
        let length = dictionary
            .compress_into(bytes, &mut self.out[WORD..])
            .expect("what is packed is never larger than the most that it can be");
        let packed = self.out[..WORD + length].to_vec();
        if room > MAX_KEPT {
            self.out = Vec::new();
        }
        packed
    }
}

/// What was packed, by this version or an earlier one.
pub(super) fn unpack(packed: &[u8]) -> Result<Vec<u8>, Fault> {
    let (word, block) = packed.split_first_chunk().ok_or_else(|| Fault::corrupt("a body without a size"))?;
    let word = u32::from_le_bytes(*word);
    let size = word & ((1 << SIZE_BITS) - 1);
    if size > MAX_UNPACKED {
        return Err(Fault::corrupt("a body of an impossible size"));
    }
    let Some(dictionary) = DICTIONARIES.get((word >> SIZE_BITS) as usize) else {
        return Err(Fault::corrupt("a body packed in a way that this version does not know"));
    };
    let size = size as usize;
    match DecompressorRef::with_dict(dictionary).decompress(block, size) {
        Ok(bytes) if bytes.len() == size => Ok(bytes),
        _ => Err(Fault::corrupt("a body that cannot be unpacked")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sha2::{Digest, Sha256};

    use super::*;

    /// By another program's reader of LZ4.
    fn read_elsewhere(packed: &[u8]) -> Vec<u8> {
        let word = u32::from_le_bytes(packed[..WORD].try_into().unwrap());
        let dictionary = DICTIONARIES[(word >> SIZE_BITS) as usize];
        let size = (word & ((1 << SIZE_BITS) - 1)) as usize;
        lz4_flex::block::decompress_with_dict(&packed[WORD..], size, dictionary).unwrap()
    }

    fn comes_back(body: &[u8]) {
        let packed = pack(body);
        assert!(unpack(&packed).is_ok_and(|unpacked| unpacked == body));
        assert_eq!(read_elsewhere(&packed), body);
    }

    #[test]
    fn dictionaries_stay_as_they_are() {
        let hash = |bytes| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let [_, compact, spaced] = DICTIONARIES;
        assert_eq!(hash(compact), "4ca7f5a223b397a7dbc1ea5a94aa83c25ad481c1984d65582ef7c47b0e6a1216");
        assert_eq!(hash(spaced), "61d4fc5d808e52d1e137f422e087d61f7f07024002aa3bb5d3f213913d5c04e4");
    }

    #[test]
    fn what_is_packed_after_something_larger_is_itself() {
        let text = |length| br#"{"order":"ORD-1","amount":"12.50"} "#.repeat(length);
        for length in [0, 1, 300, 20_000, 2, 300] {
            comes_back(&text(length));
        }
        let kept = PACKER.with_borrow(|packer| packer.out.len());
        assert!((1..=MAX_KEPT).contains(&kept), "{kept}");
    }

    #[test]
    fn what_earlier_versions_packed_is_read() {
        for body in ["", "{}", include_str!("../../../tests/fixtures/order_delivered.json")] {
            let packed = lz4_flex::compress_prepend_size(body.as_bytes());
            assert!(unpack(&packed).is_ok_and(|unpacked| unpacked == body.as_bytes()));
        }
    }

    #[test]
    fn an_event_like_the_contracts_takes_little_however_it_is_written() {
        let example = include_str!("../../../tests/fixtures/order_delivered.json");
        let example = example.replace("ORD-2024-00001", "ORD-2026-90817").replace("John", "Ayşe");
        let spaced = example.lines().map(str::trim).collect::<String>().replace(",\"", ", \"");
        let compact = spaced.replace("\": ", "\":").replace(", \"", ",\"");
        for body in [spaced, compact] {
            assert!(pack(body.as_bytes()).len() * 8 < lz4_flex::compress_prepend_size(body.as_bytes()).len());
            comes_back(body.as_bytes());
        }
    }

    #[test]
    fn what_is_damaged_is_said_to_be() {
        let packed = pack(br#"{"event":"order_delivered","order":{"number":"ORD-7"}}"#);
        let word = |word: u32| [&word.to_le_bytes()[..], &packed[WORD..]].concat();
        let of = |number: u32, size| word(number << SIZE_BITS | size);
        for damaged in
            [packed[..3].to_vec(), packed[..6].to_vec(), of(1, 53), of(1, MAX_UNPACKED + 1), of(3, 54)]
        {
            assert!(unpack(&damaged).is_err_and(|fault| fault.is_damage()), "{damaged:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_packed_comes_back(
            parts in prop::collection::vec((".{0,40}", 0..DICTIONARIES[1].len(), 0..400_usize, any::<bool>()), 0..30),
        ) {
            let mut body = Vec::new();
            for (text, start, length, spaced) in parts {
                let example = DICTIONARIES[if spaced { 2 } else { 1 }];
                body.extend_from_slice(text.as_bytes());
                body.extend(example.iter().skip(start).take(length));
            }
            comes_back(&body);
        }

        #[test]
        fn damage_is_no_more_than_an_error(mut bytes in prop::collection::vec(any::<u8>(), 0..200), number in 0..4_u8) {
            if let [_, _, high, top, ..] = &mut bytes[..] {
                (*high, *top) = (0, number << 3);
            }
            let _ = unpack(&bytes);
        }
    }
}

//! The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1), and the Turkish national
//! single shift table (TS 23.038 §A.2.1).

/// Characters of one septet, in the order of their codes; ESC (0x1B) is none.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                     ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// Characters of two septets: ESC and a code.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// What the Turkish single shift table has beyond the default extension.
const TURKISH: &str = "ĞİŞçğış";

/// Septets of each character below U+0400, which are all but the euro sign; 0 outside the alphabet.
const SEPTETS: [u8; 0x400] = {
    let mut table = [0; 0x400];
    mark(&mut table, BASIC, 1);
    mark(&mut table, EXTENSION, 2);
    table
};

/// Notes the characters of a text whose UTF-8 form has one byte or two; the others are passed over.
const fn mark(table: &mut [u8; 0x400], text: &str, septets: u8) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let first = bytes[at] as usize;
        if first < 0x80 {
            table[first] = septets;
            at += 1;
        } else if first < 0xE0 {
            table[(first & 0x1F) << 6 | bytes[at + 1] as usize & 0x3F] = septets;
            at += 2;
        } else {
            at += 3;
        }
    }
}

/// Septets that a character takes in the default alphabet; `None` outside it.
pub(super) fn septets(char: char) -> Option<usize> {
    match SEPTETS.get(char as usize) {
        Some(0) => None,
        Some(septets) => Some(usize::from(*septets)),
        None => (char == '€').then_some(2),
    }
}

/// Septets that a character takes where the Turkish single shift table replaces the extension table.
pub(super) fn septets_turkish(char: char) -> Option<usize> {
    septets(char).or_else(|| TURKISH.contains(char).then_some(2))
}

/// Whether a character is in the default alphabet or its extension.
pub fn is_gsm7(char: char) -> bool {
    septets(char).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_has_127_characters_and_the_extension_ten() {
        assert_eq!(BASIC.chars().count(), 127);
        assert_eq!(EXTENSION.chars().count(), 10);
    }

    #[test]
    fn the_table_says_what_the_alphabets_say() {
        for char in '\0'..=char::MAX {
            let by_hand = match (BASIC.contains(char), EXTENSION.contains(char)) {
                (true, _) => Some(1),
                (_, true) => Some(2),
                _ => None,
            };
            assert_eq!(septets(char), by_hand, "{char:?}");
        }
    }

    #[test]
    fn letters_that_look_alike_differ() {
        assert!(is_gsm7('Ç') && !is_gsm7('ç'), "only the capital cedilla is in the alphabet");
        assert!(!is_gsm7('ş') && septets_turkish('ş') == Some(2));
        assert!(!is_gsm7('’') && !is_gsm7('\u{a0}') && !is_gsm7('\t'));
    }
}

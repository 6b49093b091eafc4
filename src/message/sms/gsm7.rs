//! The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1), and the Turkish national
//! single shift table (TS 23.038 §A.2.1).

/// Characters of one septet, in the order of their codes; ESC (0x1B) is none.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                     ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// Characters of two septets: ESC and a code.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// What the Turkish single shift table has beyond the default extension.
const TURKISH: &str = "ĞİŞçğış";

/// Septets that a character takes in the default alphabet; `None` outside it.
pub(super) fn septets(char: char) -> Option<usize> {
    if char.is_ascii_alphanumeric() || char == ' ' || BASIC.contains(char) {
        Some(1)
    } else if EXTENSION.contains(char) {
        Some(2)
    } else {
        None
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
    fn letters_that_look_alike_differ() {
        assert!(is_gsm7('Ç') && !is_gsm7('ç'), "only the capital cedilla is in the alphabet");
        assert!(!is_gsm7('ş') && septets_turkish('ş') == Some(2));
        assert!(!is_gsm7('’') && !is_gsm7('\u{a0}') && !is_gsm7('\t'));
    }
}

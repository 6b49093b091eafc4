//! What it costs to normalise a phone number: one country's against those of 28, in one run.
//!
//! `cargo bench --bench phone` prints a row for each and their ratio.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use phonenumber::metadata::DATABASE;
use tellal::Phone;

const COUNTRIES: [&str; 28] = [
    "TR", "DE", "GB", "FR", "IT", "ES", "NL", "PL", "RO", "CZ", "HU", "BG", "UA", "RU", "KZ", "RS", "AM",
    "AZ", "EG", "MA", "SA", "AE", "IQ", "KW", "IL", "IN", "NG", "US",
];
const POOL: usize = 512;
const ROUNDS: usize = 40;
const SAMPLES: usize = 15;

/// A generator of numbers that look random and are the same each time (Lehmer's, with Park and Miller's multiplier).
struct Seeded(u64);

impl Seeded {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        usize::try_from(self.0).unwrap_or_default() % below
    }
}

/// Valid mobile numbers of some countries, in E.164 and as they are dialled at home, shuffled.
fn pool(countries: &[&'static str]) -> Vec<(String, &'static str)> {
    let mut seeded = Seeded(20_240_115);
    let mut found = Vec::with_capacity(POOL);
    while found.len() < POOL {
        let country = countries[seeded.next(countries.len())];
        let Some(metadata) = DATABASE.by_id(country) else { continue };
        let Some(example) = metadata.descriptors().mobile().and_then(|mobile| mobile.example()) else {
            continue;
        };
        let mut digits = example.as_bytes().to_vec();
        for digit in digits.iter_mut().rev().take(4) {
            *digit = b'0' + u8::try_from(seeded.next(10)).unwrap_or_default();
        }
        let national = String::from_utf8(digits).unwrap_or_default();
        let text = match seeded.next(2) {
            0 => format!("+{}{national}", metadata.country_code()),
            _ => format!("{}{national}", metadata.national_prefix().unwrap_or_default()),
        };
        if Phone::parse(&text, Some(country)).is_ok() {
            found.push((text, country));
        }
    }
    found
}

/// Nanoseconds a number: the median of several samples.
fn measure(pool: &[(String, &'static str)]) -> u128 {
    let mut samples: Vec<Duration> = (0..SAMPLES)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..ROUNDS {
                for (text, country) in pool {
                    let _ = black_box(Phone::parse(black_box(text), Some(country)));
                }
            }
            start.elapsed()
        })
        .collect();
    samples.sort_unstable();
    samples[SAMPLES / 2].as_nanos() / (ROUNDS * pool.len()) as u128
}

fn main() {
    let (one, many) = (pool(&COUNTRIES[..1]), pool(&COUNTRIES));
    // Each pool once before it is measured: patterns are compiled at first use.
    measure(&one);
    measure(&many);
    let (one, many) = (measure(&one), measure(&many));
    println!("phone numbers, {POOL} different ones, median of {SAMPLES} samples");
    println!("  one country    {one:>6} ns each");
    println!("  28 countries   {many:>6} ns each");
    println!(
        "  ratio          {:>6.2}",
        f64::from(u32::try_from(many).unwrap_or(u32::MAX))
            / f64::from(u32::try_from(one.max(1)).unwrap_or(1))
    );
}

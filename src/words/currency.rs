//! Money: amounts in minor units, and how many of these a unit of a currency has.

use crate::decimal::Decimal;
use std::fmt;
use std::str::FromStr;

/// A currency of ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    code: &'static str,
    /// How many decimals its amounts have.
    digits: u8,
}

/// The codes of ISO 4217, list one, as published by SIX on 2026-01-01, by the number of decimals; precious metals and
/// codes for tests have none and are left out. At the end of a row those withdrawn since 2020: payloads live longer.
const CODES: [(u8, &str); 4] = [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (
        2,
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY \
         COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS \
         INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR \
         MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP \
         STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG \
         ANG BGN CUC HRK SLL ZWL",
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

/// Every currency.
fn all() -> impl Iterator<Item = Currency> {
    CODES.iter().flat_map(|(digits, codes)| codes.split(' ').map(|code| Currency { code, digits: *digits }))
}

impl Currency {
    /// The code.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// An amount in minor units, as JSON spells it, in the currency's unit: 4500 is `45.00 EUR`. Nothing when it has too many
    /// digits to be read.
    pub fn amount(self, minor: &str) -> Option<String> {
        let amount = Decimal::read(minor).scaled_down(self.digits).plain(self.digits)?;
        Some(format!("{amount} {}", self.code))
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    /// Takes a code in any case.
    fn from_str(code: &str) -> Result<Self, UnknownCurrency> {
        let found = all().find(|currency| currency.code.eq_ignore_ascii_case(code));
        found.ok_or(UnknownCurrency)
    }
}

/// A code that is no currency. Codes of three letters are all near each other, so that none is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCurrency;

impl fmt::Display for UnknownCurrency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ISO 4217 has no currency of this code; it has EUR, USD, JPY and the like")
    }
}

impl std::error::Error for UnknownCurrency {}

#[cfg(test)]
mod tests {
    use super::{Currency, UnknownCurrency, all};

    #[test]
    fn minor_units_follow_the_currency() {
        let cases = [
            ("EUR", "4500", Some("45.00 EUR")),
            ("EUR", "-5", Some("-0.05 EUR")),
            ("EUR", "0", Some("0.00 EUR")),
            ("eur", "4500.5", Some("45.005 EUR")),
            ("EUR", "4.5e3", Some("45.00 EUR")),
            ("EUR", "123456789012345678901234567890", Some("1234567890123456789012345678.90 EUR")),
            ("EUR", "1e400", None),
            ("JPY", "4500", Some("4500 JPY")),
            ("KWD", "4500", Some("4.500 KWD")),
            ("UYW", "1", Some("0.0001 UYW")),
        ];
        for (code, minor, expected) in cases {
            let currency: Currency = code.parse().unwrap();
            assert_eq!(currency.amount(minor).as_deref(), expected, "{minor} {code}");
        }
    }

    #[test]
    fn every_code_has_three_letters_and_stands_once() {
        let mut codes: Vec<&str> = all().map(Currency::code).collect();
        assert!(codes.iter().all(|code| code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase())));
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!((codes.len(), count), (count, 171));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for code in ["ERU", "EU", "euros", "", "XAU"] {
            assert_eq!(code.parse::<Currency>(), Err(UnknownCurrency), "{code}");
        }
    }
}

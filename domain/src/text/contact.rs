//! How somebody can be reached, and how they prove that an order is theirs.
//!
//! An order is found by its number and one contact the shop knows of it: the e-mail address, the last digits of
//! the telephone number or the postcode. All are compared in one normal form, so that case, width, dashes and a
//! country code can't lock the right person out. `Debug` never shows any of them.
//!
//! What a shop writes where it knows nothing (`000000`, `N/A`, `noreply@…`) is no contact, and a postcode that names
//! a whole town proves nothing: `is_usable` and [`Grain`] say so, for imports and look-ups alike.

mod dialled;
mod labels;

use super::placeholder::{is_nothing, is_pattern};
use super::problem::{Facts, Problem, ProblemCode};
use super::wrapping;
use super::{clean, private_debug, within};
use crate::schema::written_as;
use labels::LABELS;

/// An e-mail address that can be written to. Upper case in front of the `@` stays, behind it goes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

/// A telephone number: digits, with a `+` in front and an extension behind where they were given.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// What somebody types beside the order number: e-mail address, telephone number or its last digits, postcode.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Contact(String);

/// How little of a country a postcode names, which is how much it proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// A whole town, or nothing at all: guessed at the first try.
    Town,
    /// A part of a town or some villages: proves an order where the shop knows nothing better of the buyer.
    Quarter,
    /// A street or a few houses: proves an order as the end of a telephone number does.
    Street,
}

private_debug!(Email, Phone, Contact);
super::wire!(Email);
super::wire!(Phone);
super::wire!(Contact);
written_as!(Email, "An e-mail address.", { "type": "string", "format": "email", "minLength": 3, "maxLength": Email::MAX, "examples": ["hua@example.com"] });
written_as!(Phone, "A telephone number of 5 to 15 digits, as it was typed.", { "type": "string", "minLength": Phone::MIN, "examples": ["13800138001"] });

impl Email {
    /// The most characters. Source: RFC 5321, 4.5.3.1.3 (a path of 256 with its angle brackets).
    pub const MAX: u32 = 254;

    /// Reads an address. Only the form is checked: whether it exists is known once a letter arrives.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let field = "email";
        let text = address(text).map_err(|code| Problem::new(field, code))?;
        within(field, &text, 1, Self::MAX)?;
        let wrong = || Problem::new(field, ProblemCode::NotAnEmail);
        let (local, host) = text.rsplit_once('@').ok_or_else(wrong)?;
        // Local parts end at 64 and labels at 63 bytes: RFC 5321, 4.5.3.1.1 and RFC 1035, 2.3.4. Underscores in
        // hosts, and dots side by side or at the ends of a local part, are against the RFC and in daily use.
        let is_label = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        };
        let is_local = local.len() <= 64
            && local.chars().any(|c| c != '.')
            && local.chars().all(|c| c.is_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(c));
        let is_host = host.contains('.') && host.split('.').all(is_label);
        // A top-level domain of digits alone would be an address of a machine, not of a mailbox.
        let has_name = host.rsplit('.').next().is_some_and(|top| top.chars().any(char::is_alphabetic));
        if is_local && is_host && has_name {
            Ok(Self(format!("{local}@{}", host.to_lowercase())))
        } else {
            Err(wrong())
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two addresses are the same mailbox in practice: all lower case.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }

    /// Whether it may be somebody's: not one that shops write where they know none.
    pub fn is_usable(&self) -> bool {
        let (local, host) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        // What stands behind a `+` sorts the mail of one mailbox.
        let local = local.split('+').next().unwrap_or(local);
        let is_one_letter = local.len() >= 3 && local.chars().all(|c| local.starts_with(c));
        let is_reserved =
            host.split('.').next_back().is_some_and(|top| matches!(top, "invalid" | "test" | "localhost"));
        !(is_nothing(local) || is_pattern(local) || is_one_letter || is_reserved)
    }

    /// Enough to recognise one's own address, too little to learn somebody else's: `m…@example.com`.
    pub fn hint(&self) -> String {
        let (local, host) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        format!("{}…@{host}", local.chars().take(1).collect::<String>())
    }
}

impl Phone {
    /// The fewest digits. Source: our own; the shortest subscriber numbers in use have five.
    pub const MIN: u32 = 5;
    /// The most digits. Source: ITU-T E.164, 6.2.
    pub const MAX: u32 = 15;

    /// Reads a number. Spaces, dashes, dots and brackets between the digits are left out, and so is the `(0)`
    /// that is dialled at home alone; `00` in front of a country is its `+`. The extension that marketplaces
    /// and offices put behind a number stays behind an `x`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let field = "phone";
        let text = wrapping::bare(text, &LABELS).map_err(|code| Problem::new(field, code))?;
        if clean::is_blank(&text) {
            return Err(Problem::new(field, ProblemCode::Empty));
        }
        let (text, extension) = dialled::extension(&text);
        let is_known = |c: char| c.is_ascii_digit() || c == '+' || is_between_digits(c);
        let number = dialled::international(text);
        let digits = number.strip_prefix('+').unwrap_or(&number);
        let n_digits = u32::try_from(digits.len()).unwrap_or(u32::MAX);
        let is_number = text.chars().all(is_known) && digits.bytes().all(|b| b.is_ascii_digit());
        if is_number && (Self::MIN..=Self::MAX).contains(&n_digits) {
            Ok(Self(match extension {
                Some(extension) => format!("{number}x{extension}"),
                None => number,
            }))
        } else {
            let facts = Facts { min: Some(Self::MIN), max: Some(Self::MAX), is: None };
            Err(Problem { facts, ..Problem::new(field, ProblemCode::NotAPhone) })
        }
    }

    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it may be somebody's: not one digit repeated or counted up, with or without a country code.
    pub fn is_usable(&self) -> bool {
        let digits = self.digits();
        let has_country = self.0.starts_with('+');
        let is_pattern_behind = |n_country: usize| {
            has_country && digits.get(n_country..).is_some_and(|rest| rest.len() >= 5 && is_pattern(rest))
        };
        !(is_pattern(digits) || (1..=3).any(is_pattern_behind))
    }

    /// Its digits alone, without `+` and extension.
    pub fn digits(&self) -> &str {
        let number = self.0.split_once('x').map_or(self.0.as_str(), |(number, _)| number);
        number.trim_start_matches('+')
    }

    /// Its digits without the noughts in front, which are dialled at home alone.
    pub fn significant(&self) -> &str {
        dialled::significant(self.digits())
    }

    /// Enough to recognise one's own number: its last four digits.
    pub fn hint(&self) -> String {
        let digits = self.digits();
        let (_, tail) = digits.split_at_checked(digits.len().saturating_sub(4)).unwrap_or(("", digits));
        format!("…{tail}")
    }
}

impl Contact {
    /// The fewest characters of a telephone number's end or of a postcode. Source: our own; the last four
    /// digits are what parcels and receipts print, and Iceland's postcodes have three.
    pub const MIN: u32 = 3;

    /// Reads a contact into the form in which contacts are compared: an address in lower case, anything else
    /// as its letters and digits in upper case. Of a number with a hidden middle (`139****8001`) the end counts.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let field = "contact";
        let bare = wrapping::bare(text, &LABELS).map_err(|code| Problem::new(field, code))?;
        within(field, &bare, 1, Email::MAX)?;
        if bare.contains('@') {
            return Email::parse(text).map(|email| Self(email.key())).map_err(|problem| problem.at(field));
        }
        let key = match (dialled::behind_mask(&bare), Phone::parse(&bare)) {
            // Fewer digits than an end has prove nothing.
            (Some(end), _) if end.len() < 4 => return Err(Problem::new(field, ProblemCode::NotAContact)),
            (Some(end), _) => end.to_owned(),
            (None, Ok(phone)) => phone.digits().to_owned(),
            (None, Err(_)) => plain(without_country(&bare)),
        };
        let n_chars = u32::try_from(key.chars().count()).unwrap_or(u32::MAX);
        let has_digit = key.bytes().any(|b| b.is_ascii_digit());
        if has_digit && (Self::MIN..=Phone::MAX + 1).contains(&n_chars) {
            Ok(Self(key))
        } else {
            Err(Problem::new(field, ProblemCode::NotAContact))
        }
    }

    /// Reads a postcode as a shop keeps it, in the form in which [`Contact::parse`] reads what buyers type. The
    /// four digits behind an American one are left out, since hardly anybody knows theirs.
    pub fn of_postcode(text: &str) -> Result<Self, Problem> {
        let read = Self::parse(text)?;
        match read.0.split_at_checked(5) {
            Some((zip, four)) if four.len() == 4 && read.is_digits() => Ok(Self(zip.to_owned())),
            _ => Ok(read),
        }
    }

    /// The normal form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it may prove anything. The end of a telephone number may be four equal digits; nothing longer may.
    pub fn is_usable(&self) -> bool {
        match Email::parse(&self.0) {
            Ok(email) => email.is_usable(),
            Err(_) => !is_nothing(&self.0) && !self.is_filler(),
        }
    }

    /// Whether it is digits that are typed to fill a field. Five that count up or down are true postcodes somewhere
    /// (01234 and 89012 lie in Brazil), but for the one that everybody writes.
    fn is_filler(&self) -> bool {
        match self.0.len() {
            4 => false,
            5 => self.0 == "12345" || self.0.bytes().zip(self.0.bytes().skip(1)).all(|(a, b)| a == b),
            _ => is_pattern(&self.0),
        }
    }

    /// How much it would prove as a postcode, whole or the front of one.
    ///
    /// Source: the forms of the Universal Postal Union's member countries. Fewer than five characters name a town or
    /// a region everywhere; six digits that end in `00` are the code of a whole city or county in China, Russia and
    /// their neighbours, as `9990…` is for Hong Kong, Macau and Taiwan in Chinese forms; letters and digits together, or seven digits, name a street.
    pub fn postcode_grain(&self) -> Grain {
        let n = self.0.chars().count();
        let is_digits = self.0.bytes().all(|b| b.is_ascii_digit());
        let has_digit = self.0.bytes().any(|b| b.is_ascii_digit());
        let is_city = is_digits && n == 6 && (self.0.ends_with("00") || self.0.starts_with("9990"));
        if !(5..=10).contains(&n) || !has_digit || is_city || !self.is_usable() {
            Grain::Town
        } else if !is_digits || n >= 7 {
            Grain::Street
        } else {
            Grain::Quarter
        }
    }

    /// Whether it is this e-mail address.
    pub fn is_email(&self, email: &Email) -> bool {
        self.0 == email.key()
    }

    /// Whether it is this telephone number or its end of at least four digits, with or without country code.
    pub fn is_phone(&self, phone: &Phone) -> bool {
        let known = phone.digits();
        let is_end = self.0.len() >= 4 && known.ends_with(&self.0);
        // Whoever types a country code that the shop does not know, or the nought that is dialled at home alone,
        // still gives all the other digits; eight are more than a tail, so this can't make guessing easier.
        let (typed, known) = (self.significant(), phone.significant());
        let is_whole =
            (typed.len() >= 8 && known.ends_with(typed)) || (known.len() >= 8 && typed.ends_with(known));
        self.is_digits() && (is_end || is_whole)
    }

    /// What is left of a typed number without the noughts in front of it.
    pub fn significant(&self) -> &str {
        dialled::significant(&self.0)
    }

    fn is_digits(&self) -> bool {
        self.0.bytes().all(|b| b.is_ascii_digit())
    }

    /// Whether it is this postcode, provided that names less than a town. A shop may know only the front of it: then
    /// what was typed may go on behind it.
    pub fn is_postcode(&self, postcode: &str) -> bool {
        Self::of_postcode(postcode).is_ok_and(|known| {
            known.postcode_grain() > Grain::Town
                && (self.0 == known.0 || (self.0.len() <= 10 && self.0.starts_with(&known.0)))
        })
    }
}

fn is_between_digits(c: char) -> bool {
    matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2014}')
}

/// An address without what stands around it: a label, a name in front (`Mei <mei@example.com>`), spaces at the
/// `@`. The full stop of Chinese keyboards is a dot in a host.
fn address(text: &str) -> Result<String, ProblemCode> {
    let bare = wrapping::bare(text, &LABELS)?;
    let inner = bare.strip_suffix('>').and_then(|named| Some(named.rsplit_once('<')?.1)).unwrap_or(&bare);
    Ok(match inner.rsplit_once('@') {
        Some((local, host)) => {
            format!("{}@{}", local.trim(), host.trim().replace(['\u{3002}', '\u{ff61}'], "."))
        }
        None => inner.to_owned(),
    })
}

/// A postcode without the country in front of it, as on letters: `D-10115`.
fn without_country(text: &str) -> &str {
    let is_country =
        |front: &str| (1..=2).contains(&front.len()) && front.bytes().all(|b| b.is_ascii_alphabetic());
    match text.split_once('-') {
        Some((front, rest)) if is_country(front) && rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => text,
    }
}

fn plain(text: &str) -> String {
    text.chars().map(clean::narrow).filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

//! The candidate of a rehearsal: a sample on a reserved domain, or a person who lends their mailbox.

use crate::wire::{CandidateText, ErrorCode, WireError};
use partner::Sending;
use redact::{MASK, Scrubber};
use serde_json::{Map, Value};

impl CandidateText {
    /// `example.com` is reserved (RFC 2606): mail to it reaches nobody.
    pub(crate) fn sample() -> Self {
        let Sending { first_name, last_name, email, phone, .. } = Sending::sample("");
        Self { first_name, last_name, email, phone }
    }

    /// What is sent, or why it cannot be.
    pub(crate) fn judged(&self) -> Result<Self, WireError> {
        let clean = |text: &str| text.trim().to_owned();
        let candidate = Self {
            first_name: clean(&self.first_name),
            last_name: clean(&self.last_name),
            email: clean(&self.email),
            phone: clean(&self.phone),
        };
        if candidate.first_name.is_empty() || candidate.last_name.is_empty() {
            let field = if candidate.first_name.is_empty() { "first_name" } else { "last_name" };
            return Err(WireError::plain(ErrorCode::RehearsalName).at(field));
        }
        // Whether there is such a mailbox only a mail can tell; this is about slips.
        let is_address = candidate.email.split_once('@').is_some_and(|(user, domain)| {
            !user.is_empty() && domain.contains('.') && !domain.contains(['@', ' ']) && !domain.ends_with('.')
        });
        if !is_address || candidate.email.contains(char::is_whitespace) {
            return Err(WireError::plain(ErrorCode::RehearsalEmail).at("email"));
        }
        let fits = [&candidate.first_name, &candidate.last_name, &candidate.email, &candidate.phone];
        if fits.into_iter().any(|text| text.chars().count() > LONGEST) {
            return Err(WireError::plain(ErrorCode::RehearsalName).at("first_name"));
        }
        Ok(candidate)
    }

    /// A text without what is known of the person. The sample is nobody.
    pub(crate) fn masked(&self, text: &str) -> String {
        let sample = Self::sample();
        let own: Vec<&String> = [
            (&self.email, &sample.email),
            (&self.phone, &sample.phone),
            (&self.first_name, &sample.first_name),
            (&self.last_name, &sample.last_name),
        ]
        .into_iter()
        .filter(|(own, sample)| own != sample && !own.is_empty())
        .map(|(own, _)| own)
        .collect();
        if own.is_empty() {
            return text.to_owned();
        }
        // What was sent is JSON of ours: there a name of one letter is masked, too, and nothing else is.
        let text = match serde_json::from_str::<Map<String, Value>>(text) {
            Ok(mut fields) if fields.values().any(|value| own.iter().any(|own| value == own.as_str())) => {
                for value in fields.values_mut().filter(|value| own.iter().any(|own| *value == own.as_str()))
                {
                    *value = Value::from(MASK);
                }
                Value::Object(fields).to_string()
            }
            _ => text.to_owned(),
        };
        let known = own.iter().fold(Scrubber::default(), |known, own| known.and_personal(own));
        known.clean(&text)
    }
}

/// No name is longer.
const LONGEST: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    fn person(email: &str) -> CandidateText {
        CandidateText {
            first_name: " Zoë ".into(),
            last_name: "O\"Hara".into(),
            email: email.into(),
            phone: String::new(),
        }
    }

    #[test]
    fn slips_in_an_address_are_found_and_unusual_ones_are_taken() {
        for good in ["zoe@harbour.example", "z.o+test@mail.harbour.co.uk", "\u{fc}@m\u{fc}ll.example"] {
            assert_eq!(person(good).judged().unwrap().first_name, "Zo\u{eb}", "{good}");
        }
        for bad in
            ["", "zoe", "zoe@", "@harbour.example", "zoe@harbour", "z oe@harbour.example", "a@b@c.example"]
        {
            assert_eq!(person(bad).judged().unwrap_err().code, ErrorCode::RehearsalEmail, "{bad}");
        }
    }

    #[test]
    fn a_person_is_masked_in_what_was_sent_and_echoed_and_the_sample_is_not() {
        let person = person("zoe@harbour.example").judged().unwrap();
        let sent = serde_json::json!({ "last_name": person.last_name, "email": person.email }).to_string();
        assert_eq!(person.masked(&sent), format!(r#"{{"email":"{MASK}","last_name":"{MASK}"}}"#));
        assert_eq!(person.masked("Thank you, Zo\u{eb}"), format!("Thank you, {MASK}"));
        for echo in ["Zo\\u00eb", "zoe%40harbour.example", "ZOE <zoe@harbour.example>"] {
            assert!(person.masked(echo).contains(MASK), "{echo}");
        }
        let short = CandidateText { first_name: "A".into(), phone: "1".into(), ..CandidateText::sample() };
        assert_eq!(short.masked("Answer 401 of A"), "Answer 401 of A", "it would be in every word");
        assert_eq!(
            short.masked(r#"{"first_name":"A","test_id":"2"}"#),
            format!(r#"{{"first_name":"{MASK}","test_id":"2"}}"#)
        );
        let sample = CandidateText::sample();
        assert_eq!(sample.masked(&sample.email), sample.email);
    }
}

//! What Recruitee posts to `send_candidate` (documentation: Sending candidates).

use crate::Input;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// A person to send, with the test that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// What stands in the first name field.
    pub first_name: String,
    /// What stands in the last name field.
    pub last_name: String,
    /// The chosen e-mail address.
    pub email: String,
    /// The chosen phone number.
    pub phone: String,
    /// Recruitee's number of the candidate.
    pub candidate_id: u64,
    /// Recruitee's number of the customer.
    pub company_id: u64,
    /// The report that Recruitee made for this sending.
    pub report_id: String,
    /// Of the test: always text, also where the list has a number.
    pub test_id: String,
    /// As in the list.
    pub test_name: String,
}

impl Sending {
    /// The candidate of the preview. `example.com` is reserved (RFC 2606): mail to it reaches nobody.
    pub fn sample(report_id: &str) -> Self {
        Self {
            first_name: "Sample".into(),
            last_name: "Candidate".into(),
            email: "sample.candidate@example.com".into(),
            phone: "+31 20 000 0000".into(),
            candidate_id: 1,
            company_id: 1,
            report_id: report_id.into(),
            test_id: "1".into(),
            test_name: String::new(),
        }
    }

    /// A number for a candidate that Recruitee does not know, made of a random one. It fits a signed number of 32 bits,
    /// as most services keep it.
    pub fn candidate_number(random: u128) -> u64 {
        u64::try_from(random % 2_000_000_000).unwrap_or(0) + 1
    }

    /// What stands in the field of an input; `None` where the recruiter chooses or types something that the
    /// documentation does not show.
    pub fn value_of(&self, input: &Input) -> Option<&str> {
        match input.kind.as_str() {
            "first_name" => Some(&self.first_name),
            "last_name" => Some(&self.last_name),
            "email" => Some(&self.email),
            "phone" => Some(&self.phone),
            _ => None,
        }
    }

    /// The body: a member per candidate field, in their order, then what Recruitee adds.
    pub fn body(&self, inputs: &[Input]) -> SendBody {
        let mut members: Vec<(String, Value)> = Vec::new();
        for input in inputs.iter().filter(|input| input.as_it_came.is_none()) {
            // The documented admin has no name. That its value goes by its kind is assumed.
            let name = input.name.as_deref().unwrap_or(&input.kind).trim();
            if name.is_empty() || members.iter().any(|(other, _)| other == name) {
                continue;
            }
            members.push((name.to_owned(), self.value_of(input).map_or(Value::Null, Value::from)));
        }
        for (name, value) in [
            ("candidate_id", json!(self.candidate_id)),
            ("company_id", json!(self.company_id)),
            ("report_id", json!(self.report_id)),
            ("test_id", json!(self.test_id)),
            ("test_name", json!(self.test_name)),
        ] {
            // A candidate field of that name would hide what Recruitee needs.
            members.retain(|(other, _)| other != name);
            members.push((name.to_owned(), value));
        }
        SendBody(members)
    }
}

/// A JSON object whose members stand in the order of the documentation.
#[derive(Debug, Clone, PartialEq)]
pub struct SendBody(Vec<(String, Value)>);

impl SendBody {
    /// Its members, in their order.
    pub fn members(&self) -> &[(String, Value)] {
        &self.0
    }
}

impl Serialize for SendBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(inputs: Vec<Input>) -> String {
        let mut sending = Sending::sample("bb83dc83-91b2-46a5-8a21-824067f29c68");
        "2".clone_into(&mut sending.test_id);
        "Ruby".clone_into(&mut sending.test_name);
        serde_json::to_string(&sending.body(&inputs)).unwrap_or_default()
    }

    #[test]
    fn the_default_fields_give_the_body_of_the_documentation() {
        assert_eq!(
            written(crate::default_inputs()),
            concat!(
                r#"{"first_name":"Sample","last_name":"Candidate","email":"sample.candidate@example.com","#,
                r#""candidate_id":1,"company_id":1,"report_id":"bb83dc83-91b2-46a5-8a21-824067f29c68","#,
                r#""test_id":"2","test_name":"Ruby"}"#
            )
        );
    }

    #[test]
    fn fields_go_by_their_name_in_their_order_and_none_hides_what_recruitee_adds() {
        let input = |value: Value| Input::from(value);
        let body = written(vec![
            input(json!({"kind": "phone", "name": "mobile", "required": false})),
            input(json!({"kind": "admin", "required": true})),
            input(json!({"kind": "first_name", "name": "test_id"})),
            input(json!({"kind": "email", "name": "mobile"})),
            input(json!("unreadable")),
        ]);
        assert!(body.starts_with(r#"{"mobile":"+31 20 000 0000","admin":null,"candidate_id":1"#), "{body}");
        assert!(body.ends_with(r#""test_id":"2","test_name":"Ruby"}"#), "{body}");
    }
}

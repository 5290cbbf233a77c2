//! The candidate fields as the page shows them, and one that is written by hand.

use crate::partners::Partners;
use crate::preview::view::input_label;
use crate::wire::{InputCheck, InputText, InputView, WireError};
use partner::{Input, InputFault, KNOWN_INPUT_KINDS};
use serde_json::json;

pub(crate) fn input_view(input: &Input) -> InputView {
    InputView {
        kind: input.kind.clone(),
        label: input_label(input),
        is_readable: input.as_it_came.is_none(),
        required: input.required,
        is_known: KNOWN_INPUT_KINDS.contains(&input.kind.as_str()),
        raw: json!(input),
    }
}

impl Partners {
    /// Reads a candidate field that is being written by hand. Nothing is saved.
    ///
    /// # Errors
    /// None: a text that is no field is what it is for.
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn check_input(&self, request: InputText) -> Result<InputCheck, WireError> {
        Ok(match request.text.parse::<Input>() {
            Ok(input) => InputCheck { input: Some(input_view(&input)), fault: None },
            Err(fault) => InputCheck { input: None, fault: Some(fault_text(fault)) },
        })
    }
}

fn fault_text(fault: InputFault) -> String {
    match fault {
        InputFault::NotJson { line, column } => text::render(
            "input_fault.not_json",
            &[("line", &line.to_string()), ("column", &column.to_string())],
        ),
        InputFault::NotAnObject => text::plain("input_fault.not_an_object"),
        InputFault::NoKind => text::plain("input_fault.no_kind"),
        InputFault::WrongType(key) => text::plain(&format!("input_fault.wrong_type.{}", key.key())),
    }
}

//! A person's choices, as the page names them.

use crate::wire::{ErrorCode, LogoChange, LogoLimits, LogoOption, LogoPlacement, WireError};
use logo::{Choices, Frame, MAX_PADDING, Remedy, ZOOM};

/// What a placement may be.
pub(crate) const LIMITS: LogoLimits =
    LogoLimits { max_padding: MAX_PADDING, min_zoom: ZOOM.0, max_zoom: ZOOM.1 };

/// Applies a repair, or takes it back.
pub(crate) fn set(choices: &mut Choices, option: LogoOption, is_on: bool) {
    match option {
        LogoOption::Center => {
            let usual = Choices { frame: Frame::File, zoom: 1.0, shift: [0.0; 2], ..choices.clone() };
            *choices = if is_on { usual.with(Remedy::Center) } else { usual };
        }
        LogoOption::RemoveGround => choices.removes_ground = is_on,
        LogoOption::Trace => choices.keeps_picture = !is_on,
        LogoOption::HideOverflow => choices.shows_overflow = !is_on,
        LogoOption::LowercaseViewBox => choices.writes_lowercase_view_box = is_on,
    }
}

/// The choices after a change of one thing. [`LogoChange::FixAll`] needs what was found, and changes nothing here.
///
/// # Errors
/// When a color is none.
pub(crate) fn changed(choices: &Choices, change: &LogoChange) -> Result<Choices, WireError> {
    let mut changed = choices.clone();
    match change {
        LogoChange::Option { option, is_on } => set(&mut changed, *option, *is_on),
        LogoChange::Place { placement } => place(&mut changed, placement),
        LogoChange::Background { color } => {
            let color = color
                .as_deref()
                .map(|text| color_of(text).ok_or_else(|| WireError::plain(ErrorCode::CommandRequest)));
            changed.background = color.transpose()?;
        }
        LogoChange::FixAll => {}
        LogoChange::Reset => changed = Choices::default(),
    }
    Ok(changed)
}

fn place(choices: &mut Choices, placement: &LogoPlacement) {
    choices.frame = placement.padding.map_or(Frame::File, |padding| Frame::Content { padding });
    choices.zoom = placement.zoom;
    choices.shift = [placement.shift_x, placement.shift_y];
    *choices = choices.clamped();
}

/// How a logo made by these choices stands in its square.
pub(crate) fn placement_of(choices: &Choices) -> LogoPlacement {
    let padding = match choices.frame {
        Frame::File => None,
        Frame::Content { padding } => Some(padding),
    };
    let [shift_x, shift_y] = choices.shift;
    LogoPlacement { padding, zoom: choices.zoom, shift_x, shift_y }
}

/// `#rrggbb`.
pub(crate) fn color_text([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn color_of(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_placement_comes_back_as_it_was_given_within_its_limits(
            padding in prop::option::of(0.0f64..0.4), zoom in 0.25f64..8.0, x in -1.0f64..1.0, y in -1.0f64..1.0,
        ) {
            let placement = LogoPlacement { padding, zoom, shift_x: x, shift_y: y };
            let change = LogoChange::Place { placement: placement.clone() };
            prop_assert_eq!(placement_of(&changed(&Choices::default(), &change).unwrap()), placement);
        }

        #[test]
        fn colors_are_written_as_they_are_read(color in any::<[u8; 3]>()) {
            prop_assert_eq!(color_of(&color_text(color)), Some(color));
        }
    }

    #[test]
    fn what_is_no_number_and_no_color_is_not_taken() {
        let placement =
            LogoPlacement { padding: Some(f64::NAN), zoom: f64::INFINITY, shift_x: 9.0, shift_y: f64::NAN };
        let choices = changed(&Choices::default(), &LogoChange::Place { placement }).unwrap();
        let expected = LogoPlacement { padding: Some(0.06), zoom: 1.0, shift_x: 1.0, shift_y: 0.0 };
        assert_eq!(placement_of(&choices), expected);
        for text in ["", "#fff", "#12345é", "123456", "#gggggg", "url(x)"] {
            let change = LogoChange::Background { color: Some(text.to_owned()) };
            assert!(changed(&Choices::default(), &change).is_err(), "{text}");
        }
    }

    #[test]
    fn each_option_is_taken_back_by_turning_it_off() {
        for option in LogoOption::ALL {
            let usual = Choices::default();
            // These two are on unless they are taken back.
            let starts_on = matches!(option, LogoOption::Trace | LogoOption::HideOverflow);
            let turned = |choices: &Choices, is_on| {
                changed(choices, &LogoChange::Option { option: *option, is_on }).unwrap()
            };
            let there = turned(&usual, !starts_on);
            assert_ne!(there, usual, "{option:?}");
            assert_eq!(turned(&there, starts_on), usual, "{option:?}");
        }
    }
}

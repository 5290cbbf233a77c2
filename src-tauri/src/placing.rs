//! Where the window may be: a screen that it was on the last time may be gone, or smaller.

use tauri::{Monitor, PhysicalPosition, PhysicalSize, Window};

/// A window with its frame, or the part of a screen that windows may use; in pixels of all screens together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Area {
    x: i32,
    y: i32,
    width: i32,
    height: i32,
}

/// So much of the title bar must be on one screen for a hand to take hold of it.
const GRIP_WIDTH: i32 = 120;
/// The top of a window, and how much of it must be seen.
const TITLE_HEIGHT: i32 = 32;
const GRIP_HEIGHT: i32 = 16;

impl Area {
    fn shared(self, other: Self) -> (i32, i32) {
        let along = |(from, length): (i32, i32), (other, others): (i32, i32)| {
            let end = from.saturating_add(length).min(other.saturating_add(others));
            end.saturating_sub(from.max(other)).max(0)
        };
        (
            along((self.x, self.width), (other.x, other.width)),
            along((self.y, self.height), (other.y, other.height)),
        )
    }

    /// Whether a hand can take hold of the title bar on that screen.
    fn can_be_moved_on(self, screen: Self) -> bool {
        let title = Self { height: TITLE_HEIGHT.min(self.height), ..self };
        let (width, height) = title.shared(screen);
        // A title bar whose top is cut off is under a panel, or above the screen.
        width >= GRIP_WIDTH.min(self.width)
            && height >= GRIP_HEIGHT.min(title.height)
            && self.y >= screen.y - GRIP_HEIGHT
    }

    fn centered_on(self, screen: Self) -> Self {
        let (width, height) = (self.width.min(screen.width), self.height.min(screen.height));
        Self {
            x: screen.x + (screen.width - width) / 2,
            y: screen.y + (screen.height - height) / 2,
            width,
            height,
        }
    }

    fn within(self, screen: Self) -> Self {
        let (width, height) = (self.width.min(screen.width), self.height.min(screen.height));
        Self {
            x: self.x.clamp(screen.x, screen.x + screen.width - width),
            y: self.y.clamp(screen.y, screen.y + screen.height - height),
            width,
            height,
        }
    }
}

/// Where a window goes that cannot be reached where it is, or that is larger than its screen; `None` when it stays.
/// The first screen is the primary one.
fn corrected(window: Area, screens: &[Area]) -> Option<Area> {
    let primary = *screens.first()?;
    let its_own =
        screens.iter().copied().filter(|screen| window.can_be_moved_on(*screen)).max_by_key(|screen| {
            let (width, height) = window.shared(*screen);
            i64::from(width) * i64::from(height)
        });
    match its_own {
        None => Some(window.centered_on(primary)),
        Some(screen) if window.width > screen.width || window.height > screen.height => {
            Some(window.within(screen))
        }
        Some(_) => None,
    }
}

/// Brings the window back to a screen that is there, where it can be taken hold of.
pub(crate) fn keep_on_screen(window: &Window) {
    if let Err(error) = correct(window) {
        tracing::warn!(%error, "where the window is could not be looked at");
    }
}

fn correct(window: &Window) -> tauri::Result<()> {
    // The system itself places these.
    if window.is_maximized()? || window.is_fullscreen()? || window.is_minimized()? {
        return Ok(());
    }
    let (position, outer, inner) = (window.outer_position()?, window.outer_size()?, window.inner_size()?);
    let now = area(position, outer);
    if now.width == 0 || now.height == 0 {
        return Ok(());
    }
    let primary = window.primary_monitor()?;
    let others = window.available_monitors()?;
    let screens: Vec<Area> = primary.iter().chain(&others).map(usable).collect();
    let Some(to) = corrected(now, &screens) else { return Ok(()) };
    if (to.width, to.height) != (now.width, now.height) {
        // What is set is the size without the frame.
        let frame = (now.width - pixels(inner.width), now.height - pixels(inner.height));
        let side = |length: i32, frame: i32| u32::try_from(length - frame).unwrap_or(1).max(1);
        window.set_size(PhysicalSize::new(side(to.width, frame.0), side(to.height, frame.1)))?;
    }
    window.set_position(PhysicalPosition::new(to.x, to.y))
}

fn pixels(length: u32) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}

fn area(position: PhysicalPosition<i32>, size: PhysicalSize<u32>) -> Area {
    Area { x: position.x, y: position.y, width: pixels(size.width), height: pixels(size.height) }
}

/// The part of a screen that panels leave.
fn usable(monitor: &Monitor) -> Area {
    let part = monitor.work_area();
    if part.size.width == 0 || part.size.height == 0 {
        return area(*monitor.position(), *monitor.size());
    }
    area(part.position, part.size)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(x: i32, y: i32, width: i32, height: i32) -> Area {
        Area { x, y, width, height }
    }

    const LAPTOP: Area = at(0, 27, 1920, 1053);
    /// To the left of it.
    const LARGE: Area = at(-2560, 0, 2560, 1440);

    #[test]
    fn a_window_stays_where_it_is_as_long_as_its_title_bar_can_be_taken_hold_of() {
        let screens = [LAPTOP, LARGE];
        for window in [
            at(100, 100, 1180, 760),
            at(-1800, 40, 1180, 760),
            // Over both, half below the screen, all but a grip to the right.
            at(-500, 100, 1180, 760),
            at(300, 900, 1180, 760),
            at(1790, 100, 1180, 760),
        ] {
            assert_eq!(corrected(window, &screens), None, "{window:?}");
        }
        assert_eq!(corrected(at(5, 5, 10, 10), &[]), None, "without a screen nothing can be said");
    }

    #[test]
    fn a_window_on_a_screen_that_is_gone_comes_back_to_the_middle_of_the_primary_one() {
        let middle = at(370, 173, 1180, 760);
        for window in [
            at(-1800, 40, 1180, 760),
            at(5000, 5000, 1180, 760),
            // A sliver at the side, a title bar above the screen, one below it.
            at(1900, 100, 1180, 760),
            at(100, -400, 1180, 760),
            at(100, 1075, 1180, 760),
            at(i32::MAX, i32::MIN, 1180, 760),
        ] {
            assert_eq!(corrected(window, &[LAPTOP]), Some(middle), "{window:?}");
        }
    }

    #[test]
    fn a_window_larger_than_its_screen_is_made_to_fit() {
        assert_eq!(corrected(at(40, 60, 2400, 1300), &[LAPTOP]), Some(LAPTOP));
        assert_eq!(corrected(at(-2000, 40, 2400, 1300), &[LAPTOP]), Some(LAPTOP), "also one that is away");
        assert_eq!(corrected(at(40, 60, 1180, 1300), &[LAPTOP]), Some(at(40, 27, 1180, 1053)));
        assert_eq!(corrected(at(-2500, 40, 2400, 1300), &[LAPTOP, LARGE]), None, "there it fits");
    }

    #[test]
    fn wherever_a_window_was_it_can_be_moved_afterwards_and_is_then_left_alone() {
        for x in (-4000..4000).step_by(170) {
            for y in (-3000..3000).step_by(130) {
                for (width, height) in [(960, 640), (1180, 760), (3000, 2000), (60, 20)] {
                    let window = at(x, y, width, height);
                    let after = corrected(window, &[LAPTOP]).unwrap_or(window);
                    assert!(after.can_be_moved_on(LAPTOP), "{window:?} to {after:?}");
                    assert!(after.width <= LAPTOP.width && after.height <= LAPTOP.height);
                    assert_eq!(corrected(after, &[LAPTOP]), None, "{window:?} to {after:?}");
                }
            }
        }
    }
}

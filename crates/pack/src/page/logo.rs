//! The logo, as recruiters would meet it. It is foreign: always a picture, never part of the page.

use base64::{Engine, prelude::BASE64_STANDARD};
use maud::{Markup, html};
use text::plain;

/// Heights in pixels.
const SIZES: [u32; 4] = [18, 32, 64, 128];

/// The section with the logo.
pub(crate) fn logo(svg: &str) -> Markup {
    let source = format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(svg));
    let picture = |size: u32| html! { img alt="" width=(size) height=(size) src=(source); };
    html! {
        section.logo {
            h2 { (plain("pack.section.logo")) }
            @if svg.trim().is_empty() {
                p.muted { (plain("pack.no_logo")) }
            } @else {
                @for ground in ["light", "dark"] {
                    div class={ "ground " (ground) } {
                        @for size in SIZES {
                            figure { (picture(size)) figcaption { (size) " px" } }
                        }
                    }
                }
                div.places {
                    figure {
                        div.place-card { (picture(64)) span { i {} i {} } }
                        figcaption { (plain("pack.place.card")) }
                    }
                    figure {
                        div.place-listing {
                            @for is_ours in [false, true, false] {
                                span { @if is_ours { (picture(32)) } @else { b {} } i {} }
                            }
                        }
                        figcaption { (plain("pack.place.listing")) }
                    }
                }
            }
        }
    }
}

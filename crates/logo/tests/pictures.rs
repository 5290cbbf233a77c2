//! Pictures on their way to becoming the logo.
#![allow(clippy::unwrap_used, unreachable_pub)]
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]

mod generate;
use generate::*;
use image::{ImageFormat, Rgba, RgbaImage};
use logo::picture::{Converted, Options, TRACE_BAR, convert};
use logo::{Finding, LogoFault, Method, inspect};

const FITTING: usize = 20 * 1024;

/// Flat marks: a name and the drawing, in a square of 100 units.
const MARKS: [(&str, &str); 20] = [
    ("circle", r##"<circle cx="50" cy="50" r="40" fill="#0b6"/>"##),
    ("square", r##"<rect x="15" y="15" width="70" height="70" fill="#123456"/>"##),
    ("triangle", r##"<path d="M50 8 92 88H8z" fill="#d00"/>"##),
    ("turned square", r##"<path d="M50 6 94 50 50 94 6 50z" fill="#f80"/>"##),
    ("star", r##"<path d="M50 5 61 39H97L68 60 79 95 50 74 21 95 32 60 3 39H39z" fill="#fb0"/>"##),
    ("letter A", r##"<path d="M40 10H60L92 90H73L66 72H34L27 90H8zM50 32 40 57H60z" fill="#222"/>"##),
    (
        "letter B",
        r##"<path d="M20 10H55A21 21 0 0 1 66 48 22 22 0 0 1 58 90H20zM37 24V42H52A9 9 0 0 0 52 24zM37 56V76H56A10 10 0 0 0 56 56z" fill="#306"/>"##,
    ),
    ("rounded square", r##"<rect x="10" y="10" width="80" height="80" rx="22" fill="#06c"/>"##),
    ("ring", r##"<path d="M50 5A45 45 0 1 1 49.9 5zM50 25A25 25 0 1 0 50.1 25z" fill="#c06"/>"##),
    (
        "two colors",
        r##"<rect x="8" y="8" width="42" height="84" fill="#00a"/><rect x="50" y="8" width="42" height="84" fill="#e33"/>"##,
    ),
    (
        "three colors",
        r##"<circle cx="36" cy="40" r="28" fill="#e33"/><circle cx="64" cy="40" r="28" fill="#3a3"/><circle cx="50" cy="66" r="28" fill="#33e"/>"##,
    ),
    (
        "four colors",
        r##"<path d="M8 8H50V50H8z" fill="#f25022"/><path d="M50 8H92V50H50z" fill="#7fba00"/><path d="M8 50H50V92H8z" fill="#00a4ef"/><path d="M50 50H92V92H50z" fill="#ffb900"/>"##,
    ),
    (
        "disc in a disc",
        r##"<circle cx="50" cy="50" r="45" fill="#036"/><circle cx="50" cy="50" r="28" fill="#fff"/><circle cx="50" cy="50" r="12" fill="#f60"/>"##,
    ),
    (
        "gray between black and white",
        r##"<rect x="6" y="6" width="88" height="88" fill="#000"/><circle cx="50" cy="50" r="30" fill="#fff"/><circle cx="50" cy="50" r="14" fill="#808080"/>"##,
    ),
    ("thin strokes", r##"<path d="M10 20H90M10 50H90M10 80H90" stroke="#111" stroke-width="5"/>"##),
    ("thin ring", r##"<circle cx="50" cy="50" r="42" fill="none" stroke="#084" stroke-width="4"/>"##),
    ("ellipse", r##"<ellipse cx="50" cy="50" rx="45" ry="25" fill="#609"/>"##),
    ("drop", r##"<path d="M50 5C70 35 85 50 85 65A35 30 0 0 1 15 65C15 50 30 35 50 5z" fill="#09c"/>"##),
    (
        "leaf",
        r##"<path d="M12 88C10 40 40 12 88 12C90 60 60 90 12 88z" fill="#4a2"/><path d="M20 80 70 30" stroke="#fff" stroke-width="6"/>"##,
    ),
    (
        "icon on color",
        r##"<rect width="100" height="100" fill="#5b2be0"/><path d="M30 25H70V40H55V78H45V40H30z" fill="#fff"/>"##,
    ),
];

fn converted(bytes: &[u8]) -> Converted {
    let result = convert(bytes, &Options::default()).unwrap();
    let must = |finding: &&Finding| !matches!(finding, Finding::Picture);
    let findings = inspect(&result.svg).findings;
    assert_eq!(findings.iter().find(must), None, "{}", result.svg);
    assert_eq!(findings.contains(&Finding::Picture), result.method == Method::Wrapped);
    assert!(result.svg.len() <= FITTING, "{} bytes", result.svg.len());
    assert!(!result.svg.contains("NaN") && !result.svg.contains("inf"), "{}", result.svg);
    result
}

fn traced(name: &str, bytes: &[u8]) -> Converted {
    let result = converted(bytes);
    assert_eq!(result.method, Method::Traced, "{name}: {:?}", result.traced_likeness);
    assert!(result.likeness >= TRACE_BAR, "{name}: {}", result.likeness);
    result
}

fn removed(bytes: &[u8]) -> Converted {
    convert(bytes, &Options { remove_background: true, ..Options::default() }).unwrap()
}

/// `inside` on white.
fn on_white(inside: &str) -> String {
    format!(r##"<rect width="100" height="100" fill="#fff"/>{inside}"##)
}

#[test]
fn a_flat_mark_becomes_paths_that_are_like_it_at_every_size() {
    for (name, inside) in MARKS {
        for side in [128, 200, 320] {
            let result = traced(&format!("{name} at {side}"), &png(&drawn(inside, side)));
            assert!(result.svg.len() < 5 * 1024, "{name} at {side}: {} bytes", result.svg.len());
        }
    }
}

#[test]
fn a_flat_mark_on_white_becomes_paths_whatever_the_format() {
    for (at, (name, inside)) in MARKS.iter().enumerate() {
        let formats =
            [ImageFormat::Bmp, ImageFormat::Tiff, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Png];
        let result = traced(name, &file(&drawn(&on_white(inside), 160), formats[at % formats.len()]));
        assert!(result.background.is_some(), "{name}");
    }
}

#[test]
fn a_jpeg_of_a_flat_mark_becomes_paths_in_spite_of_its_artifacts() {
    for (name, inside) in MARKS.iter().take(12) {
        traced(name, &jpeg(&drawn(&on_white(inside), 256), 85));
    }
}

#[test]
fn a_circle_is_traced_as_an_arc_whose_radius_is_right_within_one_percent() {
    for (side, radius) in [(96, 30.0), (200, 41.3), (333, 20.0), (512, 45.0)] {
        let inside = format!(r##"<circle cx="50.3" cy="49.6" r="{radius}" fill="#0b6"/>"##);
        let svg = traced("circle", &png(&drawn(&inside, side))).svg;
        let arc = svg.split_once(" d=\"").unwrap().1.split_once('a').unwrap().1;
        let found: f64 = arc.split([' ', '-']).next().unwrap().parse().unwrap();
        let right = radius * f64::from(side) / 100.0;
        assert!((found / right - 1.0).abs() < 0.01, "{found} for {right}: {svg}");
        assert!(svg.len() < 200, "{svg}");
    }
}

#[test]
fn circles_in_other_shapes_are_round_within_one_percent_when_drawn() {
    let side = 400;
    let picture =
        drawn(r##"<path d="M50 5A45 45 0 1 1 49.9 5zM50 25A25 25 0 1 0 50.1 25z" fill="#c06"/>"##, side);
    let result = traced("ring", &png(&picture));
    let redrawn = rendered(&result.svg, 1000, 1000);
    let seen = |x: u32, y: u32| f64::from(redrawn.get_pixel(x, y)[3]) / 255.0;
    let width: f64 = (0..1000).map(|x| seen(x, 500)).sum();
    let height: f64 = (0..1000).map(|y| seen(500, y)).sum();
    let slanted: f64 = (0..1000).map(|at| seen(at, at)).sum::<f64>() * 2f64.sqrt();
    for other in [height, slanted] {
        assert!((other / width - 1.0).abs() < 0.01, "{width} {height} {slanted}: {}", result.svg);
    }
}

#[test]
fn straight_edges_are_traced_as_lines_and_corners_stay_corners() {
    for (name, corners) in
        [("square", 4), ("triangle", 3), ("turned square", 4), ("star", 10), ("letter A", 11)]
    {
        let inside = MARKS.iter().find(|mark| mark.0 == name).unwrap().1;
        for side in [160, 256, 300] {
            let svg = traced(name, &png(&drawn(inside, side))).svg;
            let path = svg.split_once(" d=\"").unwrap().1;
            assert!(!path.contains('c') && !path.contains('a'), "{name} at {side} has curves: {svg}");
            let drawn = path.split_once('"').unwrap().0;
            let numbers = drawn.replace(['M', 'l', 'h', 'v', 'z'], " ");
            assert!(
                numbers.len() < 16 * corners,
                "{name} at {side} has more edges than it was drawn with: {svg}"
            );
        }
    }
}

#[test]
fn a_rounded_square_keeps_four_straight_edges() {
    let svg = traced("rounded square", &png(&drawn(MARKS[7].1, 256))).svg;
    let path = svg.split_once(" d=\"").unwrap().1;
    let straight = path.matches(['h', 'v', 'l']).count() + path.matches('z').count();
    assert!((4..=6).contains(&straight), "{svg}");
}

#[test]
fn no_ground_shines_through_between_two_colors() {
    let svg = traced("four colors", &png(&drawn(MARKS[11].1, 300))).svg;
    let redrawn = rendered(&svg, 97, 97);
    for at in 12..85 {
        for (x, y) in [(48, at), (at, 48)] {
            assert!(redrawn.get_pixel(x, y)[3] >= 250, "{x} {y}: {:?}", redrawn.get_pixel(x, y));
        }
    }
}

#[test]
fn photos_gradients_and_shadows_are_wrapped_as_sharp_as_20_kb_allow() {
    let gradient = r##"<linearGradient id="g"><stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient><rect x="5" y="5" width="90" height="90" fill="url(#g)"/>"##;
    let see_through = r##"<circle cx="50" cy="50" r="40" fill="#0b6" fill-opacity=".5"/>"##;
    let pictures = [
        ("noise", png(&noise(300))),
        ("noise", jpeg(&noise(300), 80)),
        ("gradient", png(&drawn(gradient, 300))),
        ("see through", png(&drawn(see_through, 300))),
    ];
    for (name, bytes) in pictures {
        let result = converted(&bytes);
        assert_eq!(result.method, Method::Wrapped, "{name}");
    }
    let kept = converted(&png(&drawn(see_through, 300)));
    assert!(kept.svg.contains(r#"viewBox="0 0 256 256""#) && kept.likeness > 0.97, "{}", kept.likeness);
}

#[test]
fn a_photo_without_holes_is_wrapped_as_jpeg_at_256_pixels() {
    let photo = RgbaImage::from_fn(400, 400, |x, y| {
        let wave = |at: f64| (127.0 + 100.0 * at.sin()).round() as u8;
        let (x, y) = (f64::from(x), f64::from(y));
        Rgba([wave(x / 40.0 + y / 90.0), wave(y / 30.0), wave((x * y).sqrt() / 25.0), 255])
    });
    let result = converted(&png(&photo));
    assert!(result.svg.contains("data:image/jpeg;base64,") && result.svg.contains("0 0 256 256"));
    assert!(result.likeness > 0.97, "{}", result.likeness);
}

/// The colors of the corners of the converted picture, in a little from them.
fn corner_colors(result: &Converted) -> [[u8; 3]; 4] {
    let redrawn = rendered(&result.svg, 100, 100);
    [(25, 25), (75, 25), (25, 75), (75, 75)].map(|(x, y)| {
        let Rgba([red, green, blue, _]) = *redrawn.get_pixel(x, y);
        [red, green, blue]
    })
}

fn is_near(one: [u8; 3], other: [u8; 3], most: u8) -> bool {
    one.iter().zip(other).all(|(a, b)| a.abs_diff(b) <= most)
}

#[test]
fn a_photo_that_was_taken_sideways_or_mirrored_comes_out_upright() {
    let (red, green, blue, yellow) = ([220, 20, 20], [20, 180, 20], [20, 20, 220], [230, 220, 20]);
    let upright = [red, green, blue, yellow];
    for orientation in 1..=8u8 {
        // Where the camera put each of the upright corners: by row and column, mirrored or swapped.
        let picture = RgbaImage::from_fn(160, 160, |x, y| {
            let (right, low) = (x >= 80, y >= 80);
            let (right, low) = match orientation {
                1 => (right, low),
                2 => (!right, low),
                3 => (!right, !low),
                4 => (right, !low),
                5 => (low, right),
                6 => (!low, right),
                7 => (!low, !right),
                _ => (low, !right),
            };
            let [r, g, b] = upright[usize::from(low) * 2 + usize::from(right)];
            Rgba([r, g, b, 255])
        });
        let found = corner_colors(&converted(&turned_jpeg(&picture, orientation)));
        for (found, right) in found.into_iter().zip(upright) {
            assert!(is_near(found, right, 6), "{orientation}: {found:?} for {right:?}");
        }
    }
}

#[test]
fn a_color_profile_is_applied() {
    // By the matrices of both, Display P3 (200, 100, 50) is sRGB (215, 93, 31).
    let p3 = RgbaImage::from_pixel(64, 64, Rgba([200, 100, 50, 255]));
    let result = converted(&profiled_png(&p3, &moxcms::ColorProfile::new_display_p3()));
    let found = corner_colors(&result)[0];
    assert!(is_near(found, [215, 93, 31], 2), "{found:?}");
    let plain = converted(&profiled_png(&p3, &moxcms::ColorProfile::new_srgb()));
    assert!(is_near(corner_colors(&plain)[0], [200, 100, 50], 1));
}

#[test]
fn the_gamma_of_a_png_is_applied() {
    // Linear 55 of 255 is 0.2157, which sRGB writes as 128.
    let linear = RgbaImage::from_pixel(64, 64, Rgba([55, 55, 255, 255]));
    let found = corner_colors(&converted(&gamma_png(&linear, 100_000)))[0];
    assert!(is_near(found, [128, 128, 255], 2), "{found:?}");
    let usual = corner_colors(&converted(&gamma_png(&linear, 45_455)))[0];
    assert!(is_near(usual, [55, 55, 255], 0), "{usual:?}");
}

#[test]
fn gray_sixteen_bit_and_palette_pictures_have_their_colors() {
    use image::{DynamicImage, Luma};
    let mark = drawn(&on_white(r##"<rect x="10" y="10" width="80" height="80" fill="#4477aa"/>"##), 120);
    let deep = DynamicImage::ImageRgba8(mark.clone()).into_rgba16();
    let mut bytes = Vec::new();
    DynamicImage::ImageRgba16(deep)
        .write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png)
        .unwrap();
    assert_eq!(corner_colors(&traced("16 bit", &bytes))[0], [0x44, 0x77, 0xaa]);

    let gray = image::GrayImage::from_fn(90, 90, |x, _| Luma([if x < 45 { 40 } else { 200 }]));
    let mut bytes = Vec::new();
    DynamicImage::ImageLuma8(gray).write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    let found = corner_colors(&traced("gray", &bytes));
    assert_eq!([found[0], found[1]], [[40; 3], [200; 3]]);

    let places: Vec<u8> =
        (0..80 * 80).map(|at| u8::from((20..60).contains(&(at % 80)) && at / 80 > 20)).collect();
    let bytes = palette_png(&places, 80, &[[9, 9, 9, 0], [200, 30, 60, 255]]);
    let result = traced("palette", &bytes);
    assert!(result.svg.contains("#c81e3c") && !result.svg.contains("#090909"), "{}", result.svg);
}

#[test]
fn the_largest_picture_of_an_icon_file_is_taken() {
    let pictures = [16, 96, 32].map(|side| drawn(MARKS[0].1, side));
    let result = traced("ico", &ico(&pictures));
    assert_eq!((result.format, result.width), ("ICO", 96));
}

#[test]
fn the_ground_is_named_and_goes_only_on_request() {
    let ring = on_white(
        r##"<circle cx="50" cy="50" r="40" fill="#036"/><circle cx="50" cy="50" r="20" fill="#fff"/>"##,
    );
    for bytes in [png(&drawn(&ring, 240)), jpeg(&drawn(&ring, 240), 90)] {
        let kept = converted(&bytes);
        assert_eq!(kept.background, Some([255; 3]));
        assert_eq!(rendered(&kept.svg, 100, 100).get_pixel(2, 2)[3], 255);
        let free = removed(&bytes);
        assert_eq!(free.background, Some([255; 3]));
        let redrawn = rendered(&free.svg, 100, 100);
        assert_eq!(redrawn.get_pixel(2, 2)[3], 0, "{}", free.svg);
        // White inside the drawing is part of it.
        let Rgba([red, _, _, alpha]) = *redrawn.get_pixel(50, 50);
        assert!(red > 250 && alpha == 255);
    }
    assert_eq!(converted(&png(&drawn(MARKS[0].1, 100))).background, None);
}

#[test]
fn a_removed_ground_leaves_no_light_edge_on_dark() {
    let dark = on_white(
        r##"<linearGradient id="g"><stop stop-color="#400"/><stop offset="1" stop-color="#004"/></linearGradient><circle cx="50" cy="50" r="40" fill="url(#g)"/>"##,
    );
    for mark in [dark, on_white(r##"<circle cx="50" cy="50" r="40" fill="#036"/>"##)] {
        let redrawn = rendered(&removed(&png(&drawn(&mark, 240))).svg, 200, 200);
        for pixel in redrawn.pixels().filter(|pixel| pixel[3] > 0) {
            let lightest =
                pixel.0[..3].iter().map(|channel| u32::from(*channel) * u32::from(pixel[3]) / 255).max();
            assert!(lightest <= Some(0x80), "{pixel:?}");
        }
    }
}

#[test]
fn a_wide_mark_in_empty_margin_is_centered_in_a_square_with_little_padding() {
    let mark = drawn_wide(r##"<rect x="30" y="20" width="100" height="40" fill="#036"/>"##, 400, 200);
    let result = traced("wide", &png(&mark));
    assert_eq!((result.width, result.height), (400, 200));
    let redrawn = rendered(&result.svg, 108, 108);
    let rows: Vec<u32> = (0..108).filter(|y| redrawn.get_pixel(54, *y)[3] > 128).collect();
    let columns: Vec<u32> = (0..108).filter(|x| redrawn.get_pixel(*x, 54)[3] > 128).collect();
    assert!((3..=5).contains(&columns[0]) && (102..=104).contains(columns.last().unwrap()), "{columns:?}");
    assert!((33..=35).contains(&rows[0]) && (72..=74).contains(rows.last().unwrap()), "{rows:?}");
}

#[test]
fn the_same_picture_becomes_the_same_logo() {
    for bytes in
        [png(&drawn(MARKS[10].1, 200)), png(&noise(100)), jpeg(&drawn(&on_white(MARKS[5].1), 150), 80)]
    {
        assert_eq!(convert(&bytes, &Options::default()), convert(&bytes, &Options::default()));
    }
}

#[test]
fn each_picture_that_can_not_be_used_has_its_own_fault() {
    let fault = |bytes: &[u8]| convert(bytes, &Options::default()).unwrap_err();
    let mark = drawn(&on_white(MARKS[5].1), 120);
    for format in [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::Gif,
        ImageFormat::WebP,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ] {
        let bytes = file(&mark, format);
        for part in [bytes.len() / 3, bytes.len() / 2, bytes.len() * 9 / 10] {
            assert_eq!(
                fault(&bytes[..part]),
                LogoFault::Broken,
                "{format:?} cut at {part} of {}",
                bytes.len()
            );
        }
    }
    assert_eq!(fault(&with_size(png(&mark), 60_000, 10)), LogoFault::TooManyPixels { max_side: 8192 });
    assert_eq!(fault(&with_size(png(&mark), 10, 8193)), LogoFault::TooManyPixels { max_side: 8192 });
    assert_eq!(fault(&png(&RgbaImage::new(50, 50))), LogoFault::NothingDrawn);
    assert_eq!(fault(b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf"), LogoFault::Avif);
    assert_eq!(fault(b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf"), LogoFault::Avif);
    assert_eq!(fault(b"\0\0\0\x1cftypisom\0\0\0\0isom"), LogoFault::OtherType);
    assert_eq!(fault(b"%PDF-1.7 and more"), LogoFault::OtherType);
}

#[test]
fn tiny_pictures_are_taken() {
    for side in [1, 2, 3, 5, 9, 16] {
        converted(&png(&RgbaImage::from_pixel(side, side, Rgba([10, 200, 30, 255]))));
        converted(&png(&drawn(MARKS[0].1, side + 2)));
        converted(&png(&noise(side)));
    }
}

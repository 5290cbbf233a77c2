//! An article as the files that are handed over.

use crate::article::Article;
use crate::html::html;
use crate::markdown::markdown;
use crate::picture::PICTURES_FOLDER;
use crate::plain_text::plain_text;
use std::collections::BTreeMap;

/// The files of an article by their relative paths: the page, Markdown, plain text, and the pictures.
pub fn export(article: &Article<'_>) -> BTreeMap<String, Vec<u8>> {
    let texts = [
        ("article.html", html(article)),
        ("article.md", markdown(article)),
        ("article.txt", plain_text(article)),
    ];
    let texts = texts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes()));
    let pictures = article.pictures.iter().map(|picture| {
        (format!("{PICTURES_FOLDER}/{}", picture.file_name), picture.svg.clone().into_bytes())
    });
    texts.chain(pictures).collect()
}

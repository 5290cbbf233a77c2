//! How hard a text is to read, by Flesch and Kincaid.

/// The words of a text. `{variable}` is one, and so is a word with an apostrophe or a hyphen.
pub(crate) fn words(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '’' | '{' | '}' | '_' | '-');
    let parts = text.split(|c: char| !is_part(c));
    parts.filter(|part| part.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

/// The sentences of a text: what ends with a stop and a space, with a colon, or with the line.
pub(crate) fn sentences(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    for line in text.lines() {
        let mut sentence = String::new();
        let mut chars = line.chars().peekable();
        while let Some(char) = chars.next() {
            sentence.push(char);
            let is_end = matches!(char, '.' | '?' | ':' | '”' | ')')
                && sentence.trim_end_matches(['”', ')']).ends_with(['.', '?', ':']);
            if is_end && chars.peek().is_none_or(|next| next.is_whitespace()) {
                sentences.push(std::mem::take(&mut sentence));
            }
        }
        sentences.push(sentence);
    }
    sentences.retain(|sentence| !words(sentence).is_empty());
    sentences
}

/// The groups of vowels, without a silent e.
pub(crate) fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let starts = |at: usize| is_vowel(letters[at]) && (at == 0 || !is_vowel(letters[at - 1]));
    let groups = (0..letters.len()).filter(|at| starts(*at)).count();
    let bare: String = letters.iter().collect();
    let is_silent =
        (bare.ends_with('e') && !bare.ends_with("le") || bare.ends_with("es") || bare.ends_with("ed"))
            && !["tes", "ses", "ces", "ges", "zes", "ted", "ded"].iter().any(|end| bare.ends_with(end));
    groups.saturating_sub(usize::from(is_silent)).max(1)
}

/// The school grade of the sentences together.
pub(crate) fn grade(all: &[String]) -> f64 {
    let read: Vec<String> = all.iter().flat_map(|sentence| words(sentence)).collect();
    // A value may be anything: it counts as a word of two syllables.
    let spoken = |word: &String| if word.starts_with('{') { 2 } else { syllables(word) };
    let (count, syllables) = (read.len(), read.iter().map(spoken).sum::<usize>());
    let ratio = |a: usize, b: usize| {
        f64::from(u32::try_from(a).unwrap_or(u32::MAX)) / f64::from(u32::try_from(b.max(1)).unwrap_or(1))
    };
    0.39 * ratio(count, all.len()) + 11.8 * ratio(syllables, count) - 15.59
}

#[test]
fn words_have_the_syllables_that_people_hear() {
    let heard = [
        ("fix", 1),
        ("accepts", 2),
        ("rejected", 3),
        ("certificate", 4),
        ("fixed", 1),
        ("request", 2),
        ("table", 2),
        ("codes", 1),
        ("services", 3),
        ("browser", 2),
        ("the", 1),
        ("authority", 4),
    ];
    for (word, count) in heard {
        assert_eq!(syllables(word), count, "{word}");
    }
}

#[test]
fn hard_texts_have_a_higher_grade_than_easy_ones() {
    let of = |text: &str| grade(&sentences(text));
    assert!(of("You can go now. We see the dog.") < 2.0);
    assert!(
        of("Organizational authentication misconfiguration necessitates administrative intervention.") > 20.0
    );
    assert_eq!(sentences("Use 3.5 KB. “Is it?” Yes: go"), ["Use 3.5 KB.", " “Is it?”", " Yes:", " go"]);
}

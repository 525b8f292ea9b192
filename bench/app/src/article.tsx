/** Paragraphs of an article, the same in every run. */
export const paragraphs = Array.from({ length: 60 }, (_, index) => ({
  heading: `Part ${index + 1}: salt & pepper`,
  words: Array.from({ length: 5 }, (_, word) => `word ${index * 5 + word}`),
  year: 1900 + index,
}));

/** About a thousand elements: sections with headings, emphasis, lists and links. */
export function Article() {
  return (
    <article className="prose">
      <header>
        <h1>A long article</h1>
        <p>
          By <em>nobody</em> in <time dateTime="2026">2026</time>
        </p>
      </header>
      {paragraphs.map(({ heading, words, year }) => (
        <section key={heading}>
          <h2>{heading}</h2>
          <p>
            In <b>{year}</b> there was <i>something</i> to <a href="/table">tell</a>, <strong>and so</strong>{" "}
            it was told.
          </p>
          <ul>
            {words.map((word) => (
              <li key={word}>{word}</li>
            ))}
          </ul>
          <p>
            <small>Source:</small> <cite>an archive</cite>
          </p>
        </section>
      ))}
    </article>
  );
}

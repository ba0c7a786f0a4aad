import Testing

@testable import WebUI

/// The only place that knows how a text is rendered: line ends between elements do not matter.
func checkMarkdown(
  _ source: String, becomes expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let rendered = MarkdownDocument(source).markup.text
  #expect(rendered == expected + "\n", sourceLocation: sourceLocation)
}

@Suite struct `Markdown blocks` {
  @Test func `paragraphs are parted by blank lines`() {
    checkMarkdown(
      "Ring først.\nKom så.\n\n\nTag pas med.",
      becomes: """
        <p>Ring først.
        Kom så.</p>
        <p>Tag pas med.</p>
        """)
  }

  @Test func `an empty text shows nothing`() {
    #expect(MarkdownDocument("").markup.isEmpty)
    #expect(MarkdownDocument(" \n\t\n").markup.isEmpty)
  }

  @Test func `headings are shifted below the title of the page and get anchors`() {
    checkMarkdown(
      "# Pris\n## Pris ##\n###### Seks\n####### Syv\n#Ingen",
      becomes: """
        <h2 id="afsnit-pris">Pris</h2>
        <h3 id="afsnit-pris-2">Pris</h3>
        <h6 id="afsnit-seks">Seks</h6>
        <p>####### Syv
        #Ingen</p>
        """)
  }

  @Test func `a line drawn under a paragraph makes it a heading`() {
    checkMarkdown(
      "Sådan gør du\n===\n\nSå *let*\ner det\n---",
      becomes: """
        <h2 id="afsnit-saadan-goer-du">Sådan gør du</h2>
        <h3 id="afsnit-saa-let-er-det">Så <em>let</em>
        er det</h3>
        """)
  }

  @Test func `headings can be listed`() {
    let document = MarkdownDocument("# Pas & kørekort\n\n## Hvad *koster* det?")
    #expect(
      document.headings == [
        .init(level: 2, anchor: "afsnit-pas-koerekort", text: "Pas & kørekort"),
        .init(level: 3, anchor: "afsnit-hvad-koster-det", text: "Hvad koster det?"),
      ])
  }

  @Test func `three stars, hyphens or underscores are a rule`() {
    checkMarkdown("***\n- - -\n____\n**", becomes: "<hr>\n<hr>\n<hr>\n<p>**</p>")
  }

  @Test func `fenced code is shown as it stands`() {
    checkMarkdown(
      "```swift\n<b> *x*\n\n    y\n```\n~~~\n```\n~~~",
      becomes: """
        <pre tabindex="0"><code>&lt;b&gt; *x*

            y
        </code></pre>
        <pre tabindex="0"><code>```
        </code></pre>
        """)
  }

  @Test func `a fence that is never closed runs to the end`() {
    checkMarkdown(
      "> ```\n> a\n\nb",
      becomes: """
        <blockquote>
        <pre tabindex="0"><code>a
        </code></pre>
        </blockquote>
        <p>b</p>
        """)
  }

  @Test func `four blanks make code, but not inside a paragraph`() {
    checkMarkdown(
      "    a\n\n      b\n\nc\n    d",
      becomes: """
        <pre tabindex="0"><code>a

          b
        </code></pre>
        <p>c
        d</p>
        """)
  }

  @Test func `what follows indented code is a paragraph`() {
    checkMarkdown("    a\nb", becomes: "<pre tabindex=\"0\"><code>a\n</code></pre>\n<p>b</p>")
  }

  @Test func `quotes hold blocks and continue lazily`() {
    checkMarkdown(
      "> # Lov\n> Der står\nat alle kan\n>\n> - få\n\nNu",
      becomes: """
        <blockquote>
        <h2 id="afsnit-lov">Lov</h2>
        <p>Der står
        at alle kan</p>
        <ul>
        <li>få
        </li>
        </ul>
        </blockquote>
        <p>Nu</p>
        """)
  }

  @Test func `a tab in a quote counts from its column`() {
    checkMarkdown(
      ">\t\tkode",
      becomes: """
        <blockquote>
        <pre tabindex="0"><code>  kode
        </code></pre>
        </blockquote>
        """)
  }

  @Test func `line ends of all systems are line ends`() {
    checkMarkdown("a\r\nb\rc\n\r\nd", becomes: "<p>a\nb\nc</p>\n<p>d</p>")
  }
}

@Suite struct `Markdown lists` {
  @Test func `a tight list has no paragraphs`() {
    checkMarkdown("- pas\n- foto", becomes: "<ul>\n<li>pas\n</li>\n<li>foto\n</li>\n</ul>")
  }

  @Test func `a blank line between items makes the list loose`() {
    checkMarkdown(
      "- pas\n\n- foto",
      becomes: "<ul>\n<li><p>pas</p>\n</li>\n<li><p>foto</p>\n</li>\n</ul>")
  }

  @Test func `a blank line inside a quote or code in an item leaves it tight`() {
    checkMarkdown(
      "* a\n  > b\n  >\n* c",
      becomes: """
        <ul>
        <li>a
        <blockquote>
        <p>b</p>
        </blockquote>
        </li>
        <li>c
        </li>
        </ul>
        """)
    checkMarkdown(
      "- a\n- ```\n  b\n\n\n  ```\n- c",
      becomes: """
        <ul>
        <li>a
        </li>
        <li><pre tabindex="0"><code>b


        </code></pre>
        </li>
        <li>c
        </li>
        </ul>
        """)
  }

  @Test func `lists nest by indentation`() {
    checkMarkdown(
      "1. Find\n   - pas\n   - foto\n2. Bestil",
      becomes: """
        <ol>
        <li>Find
        <ul>
        <li>pas
        </li>
        <li>foto
        </li>
        </ul>
        </li>
        <li>Bestil
        </li>
        </ol>
        """)
  }

  @Test func `an ordered list begins with its first number`() {
    checkMarkdown("3) c\n4) d", becomes: "<ol start=\"3\">\n<li>c\n</li>\n<li>d\n</li>\n</ol>")
  }

  @Test func `another marker begins another list`() {
    checkMarkdown("- a\n+ b", becomes: "<ul>\n<li>a\n</li>\n</ul>\n<ul>\n<li>b\n</li>\n</ul>")
  }

  @Test func `a year at the beginning of a line is no list`() {
    checkMarkdown("Det var i\n2011. Siden", becomes: "<p>Det var i\n2011. Siden</p>")
  }

  @Test func `an item may begin with one blank line`() {
    checkMarkdown(
      "-\n  a\n-\n\n  b",
      becomes: """
        <ul>
        <li>a
        </li>
        <li></li>
        </ul>
        <p>b</p>
        """)
  }

  @Test func `numbers of ten digits are text`() {
    checkMarkdown("1234567890. a", becomes: "<p>1234567890. a</p>")
  }
}

@Suite struct `Markdown inlines` {
  @Test func `emphasis pairs inside out`() {
    checkMarkdown(
      "*a* **b** ***c*** _d_ __e__",
      becomes: """
        <p><em>a</em> <strong>b</strong> <em><strong>c</strong></em> <em>d</em> <strong>e</strong></p>
        """)
  }

  @Test func `underscores inside words and stars beside blanks are text`() {
    checkMarkdown(
      "fil_navn_her, 2 * 3 * 4, a*b*c",
      becomes: """
        <p>fil_navn_her, 2 * 3 * 4, a<em>b</em>c</p>
        """)
  }

  @Test func `emphasis does not cross a link`() {
    checkMarkdown("*[a*](/b)", becomes: "<p>*<a href=\"/b\">a*</a></p>")
  }

  @Test func `code shows its characters and yields to nothing`() {
    checkMarkdown(
      "`a *b* <c>` ``x`y`` ` `` ` `",
      becomes: """
        <p><code>a *b* &lt;c&gt;</code> <code>x`y</code> <code>``</code> `</p>
        """)
  }

  @Test func `links have a destination and perhaps a title`() {
    checkMarkdown(
      "[a](/b) [c](<d e> \"f & g\") [h]( /i 'j' )",
      becomes: """
        <p><a href="/b">a</a> <a href="d%20e" title="f &amp; g">c</a> <a href="/i" title="j">h</a></p>
        """)
  }

  @Test func `references may be defined later and in any case`() {
    checkMarkdown(
      "[Borger][BDK], [bdk][] og [bdk]; [ukendt]\n\n[bdk]: https://borger.dk 'Se'",
      becomes: """
        <p><a href="https://borger.dk" title="Se">Borger</a>, \
        <a href="https://borger.dk" title="Se">bdk</a> og \
        <a href="https://borger.dk" title="Se">bdk</a>; [ukendt]</p>
        """)
  }

  @Test func `the first definition counts and definitions show nothing`() {
    checkMarkdown("[a]: /1\n[a]: /2\n\n[A]", becomes: "<p><a href=\"/1\">A</a></p>")
    #expect(MarkdownDocument("[a]: /1\n\"titel\"").markup.isEmpty)
  }

  @Test func `links do not hold links`() {
    checkMarkdown("[a [b](/c) d](/e)", becomes: "<p>[a <a href=\"/c\">b</a> d](/e)</p>")
  }

  @Test func `a link that may not lead there is its text`() {
    checkMarkdown(
      "[a](javascript:x) [b](&#106;avascript:x) [c](//d) <javascript:x>",
      becomes: """
        <p>a b c &lt;javascript:x&gt;</p>
        """)
  }

  @Test func `addresses in angle brackets are links`() {
    checkMarkdown(
      "<https://borger.dk/?a=1&b> <post@soroe.dk>",
      becomes: """
        <p><a href="https://borger.dk/?a=1&amp;b">https://borger.dk/?a=1&amp;b</a> \
        <a href="mailto:post@soroe.dk">post@soroe.dk</a></p>
        """)
  }

  @Test func `images show their description`() {
    checkMarkdown(
      "![Et *rødt* pas](https://x.dk/p.png \"t\") [![b](/c)](/d)",
      becomes: """
        <p>Et rødt pas <a href="/d">b</a></p>
        """)
  }

  @Test func `HTML is text`() {
    checkMarkdown(
      "<b onclick=x>a</b> <!-- c -->\n\n<script>\nx\n</script>",
      becomes: """
        <p>&lt;b onclick=x&gt;a&lt;/b&gt; &lt;!-- c --&gt;</p>
        <p>&lt;script&gt;
        x
        &lt;/script&gt;</p>
        """)
  }

  @Test func `line breaks are hard after two blanks or a backslash`() {
    checkMarkdown("a  \nb\\\nc \nd  ", becomes: "<p>a<br>\nb<br>\nc\nd</p>")
  }

  @Test func `a backslash takes the meaning off a sign`() {
    checkMarkdown("\\*a\\* \\[b\\] \\a \\\\ 1\\. x", becomes: "<p>*a* [b] \\a \\ 1. x</p>")
  }

  @Test func `character references are read once`() {
    checkMarkdown(
      "&aelig;&#230;&#xE6; &lt;b&gt; &amp;lt; &ukendt; &#0;&#x110000;",
      becomes: """
        <p>æææ &lt;b&gt; &amp;lt; &amp;ukendt; \u{FFFD}\u{FFFD}</p>
        """)
  }
}

@Suite struct `Markdown tables` {
  @Test func `a row of hyphens makes the line above a header`() {
    checkMarkdown(
      "| Ydelse | Pris |\n|:---|--:|\n| Pas | 893 |\n| *Kort* | 150",
      becomes: """
        <div class="table-frame" tabindex="0"><table>
        <thead>
        <tr><th scope="col">Ydelse</th><th scope="col" class="right">Pris</th></tr>
        </thead>
        <tbody>
        <tr><td>Pas</td><td class="right">893</td></tr>
        <tr><td><em>Kort</em></td><td class="right">150</td></tr>
        </tbody>
        </table></div>
        """)
  }

  @Test func `rows are as wide as the header`() {
    checkMarkdown(
      "a | b\n:-: | -\n1\n1 | 2 | 3",
      becomes: """
        <div class="table-frame" tabindex="0"><table>
        <thead>
        <tr><th scope="col" class="center">a</th><th scope="col">b</th></tr>
        </thead>
        <tbody>
        <tr><td class="center">1</td><td></td></tr>
        <tr><td class="center">1</td><td>2</td></tr>
        </tbody>
        </table></div>
        """)
  }

  @Test func `an escaped bar belongs to its cell`() {
    checkMarkdown(
      "| a\\|b |\n|---|",
      becomes: """
        <div class="table-frame" tabindex="0"><table>
        <thead>
        <tr><th scope="col">a|b</th></tr>
        </thead>
        </table></div>
        """)
  }

  @Test func `the paragraph before stays, and a blank line ends the table`() {
    checkMarkdown(
      "Priser:\n| a | b |\n|---|---|\n\nSlut",
      becomes: """
        <p>Priser:</p>
        <div class="table-frame" tabindex="0"><table>
        <thead>
        <tr><th scope="col">a</th><th scope="col">b</th></tr>
        </thead>
        </table></div>
        <p>Slut</p>
        """)
  }

  @Test func `without a header of the same width there is no table`() {
    checkMarkdown("a\n|---|---|", becomes: "<p>a\n|---|---|</p>")
  }
}

"""The others, each set up as its own documentation advises for Danish, with the parameters that
served it best on the development queries.

- `TantivyWords`: Danish stems, compounds split by the base's own words (`split_compound`), and each
  word also with one slip (two from eight letters on). Titles and bodies are fields; since tantivy
  takes the rarity of a word per field, titles are weighted below one.
- `TantivyTrigrams`: every three letters of a lower-cased text; a query is the OR of its trigrams.
  One field holds the title twice and the body once, which served better than two fields.
- `Xapian`: Danish stems, its spelling correction applied to words that no document has.

In the prefix set the last word is taken for the beginning of a word by all of them.
"""

import pathlib
import re
import time

import tantivy
import xapian

WORD = re.compile(r"[^\W_]+")


def words(text):
    return WORD.findall(text.lower())


class Tantivy:
    def __init__(self, folder, analyser_of_field, title_boost):
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("number", stored=True)
        for field in analyser_of_field:
            builder.add_text_field(field, tokenizer_name=field.split("_", 1)[1])
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema, path=str(folder))
        self.fields, self.title_boost, self.folder = list(analyser_of_field), title_boost, folder
        self.analysers = {field: make() for field, make in analyser_of_field.items()}
        for field, analyser in self.analysers.items():
            self.index.register_tokenizer(field.split("_", 1)[1], analyser)

    def fill(self, documents):
        writer = self.index.writer(heap_size=256_000_000, num_threads=1)
        for number, document in enumerate(documents):
            added = tantivy.Document(number=number)
            for field in self.fields:
                added.add_text(field, document["title" if field.startswith("title") else "body"])
            writer.add_document(added)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def size(self):
        return sum(file.stat().st_size for file in pathlib.Path(self.folder).rglob("*")
                   if file.is_file())

    def boosted(self, field, query):
        boost = self.title_boost if field.startswith("title") else 1.0
        return (tantivy.Occur.Should, tantivy.Query.boost_query(query, boost))

    def run(self, clauses):
        if not clauses:
            return []
        hits = self.searcher.search(tantivy.Query.boolean_query(clauses), 10).hits
        return [self.searcher.doc(address)["number"][0] for _, address in hits]


class TantivyWords(Tantivy):
    name = "tantivy stem+fuzzy+split"

    def __init__(self, folder, documents):
        known = {}
        for document in documents:
            for word in set(words(document["title"] + " " + document["body"])):
                known[word] = known.get(word, 0) + 1
        parts = [word for word, count in known.items() if count >= 3 and len(word) >= 4]

        def stems():
            return (tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
                    .filter(tantivy.Filter.lowercase())
                    .filter(tantivy.Filter.split_compound(parts))
                    .filter(tantivy.Filter.stemmer("danish")).build())

        def raw():
            return (tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
                    .filter(tantivy.Filter.lowercase()).build())

        super().__init__(folder, {"title_stems": stems, "body_stems": stems,
                                  "title_raw": raw, "body_raw": raw}, title_boost=0.3)

    def search(self, text, is_prefix):
        clauses = []
        typed = words(text)
        for place, word in enumerate(typed):
            is_beginning = is_prefix and place == len(typed) - 1
            for field in ("title_stems", "body_stems"):
                for stem in self.analysers[field].analyze(word):
                    clauses.append(self.boosted(
                        field, tantivy.Query.term_query(self.schema, field, stem)))
            for field in ("title_raw", "body_raw"):
                distance = 0 if is_beginning else 1 if len(word) <= 7 else 2
                if len(word) < 4 and not is_beginning:
                    continue
                near = tantivy.Query.fuzzy_term_query(
                    self.schema, field, word, distance=distance, prefix=is_beginning)
                clauses.append(self.boosted(field, tantivy.Query.boost_query(near, 0.5)))
        return self.run(clauses)


class TantivyTrigrams(Tantivy):
    name = "tantivy trigram-OR"

    def __init__(self, folder, _):
        def trigrams():
            return (tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(3, 3))
                    .filter(tantivy.Filter.lowercase()).build())

        super().__init__(folder, {"body_trigrams": trigrams}, title_boost=1)

    def fill(self, documents):
        super().fill({"title": "", "body": f"{each['title']} {each['title']} {each['body']}"}
                     for each in documents)

    def search(self, text, is_prefix):
        field = "body_trigrams"
        return self.run([
            self.boosted(field, tantivy.Query.term_query(self.schema, field, trigram))
            for trigram in sorted(set(self.analysers[field].analyze(text.lower())))])


class Xapian:
    name = "Xapian stem+spelling"

    def __init__(self, folder, _):
        self.path = str(folder / "xapian")
        self.stem = xapian.Stem("danish")

    def fill(self, documents):
        database = xapian.WritableDatabase(self.path, xapian.DB_CREATE_OR_OPEN)
        generator = xapian.TermGenerator()
        generator.set_stemmer(self.stem)
        generator.set_database(database)
        generator.set_flags(xapian.TermGenerator.FLAG_SPELLING)
        for number, document in enumerate(documents):
            added = xapian.Document()
            generator.set_document(added)
            generator.index_text(document["title"], 4)
            generator.increase_termpos()
            generator.index_text(document["body"])
            added.set_data(str(number))
            database.add_document(added)
        database.commit()
        database.close()
        self.database = xapian.Database(self.path)
        self.parser = xapian.QueryParser()
        self.parser.set_stemmer(self.stem)
        self.parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        self.parser.set_database(self.database)
        self.parser.set_max_expansion(100, xapian.Query.WILDCARD_LIMIT_MOST_FREQUENT)

    def size(self):
        return sum(file.stat().st_size for file in pathlib.Path(self.path).rglob("*"))

    def search(self, text, is_prefix):
        text = " ".join(words(text))
        flags = xapian.QueryParser.FLAG_SPELLING_CORRECTION
        if is_prefix:
            flags |= xapian.QueryParser.FLAG_PARTIAL
        query = self.parser.parse_query(text, flags)
        if not is_prefix:
            corrected = self.parser.get_corrected_query_string()
            if corrected:
                query = self.parser.parse_query(
                    corrected.decode() if isinstance(corrected, bytes) else corrected, 0)
        enquire = xapian.Enquire(self.database)
        enquire.set_query(query)
        return [int(match.document.get_data()) for match in enquire.get_mset(0, 10)]


RIVALS = [TantivyWords, TantivyTrigrams, Xapian]


def milliseconds():
    return time.process_time() * 1000

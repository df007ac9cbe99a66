package io.roundtable.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Table;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** What is said of figures on standard output. */
sealed interface Output {

    /** Where is measured, before anything is. */
    void machine(Map<String, Object> about);

    /** What a suite has found, as soon as it has. */
    void found(List<Figure> figures);

    /** All that was found, at the end. */
    void end(List<Figure> figures);

    /** For people. */
    record Text(PrintStream out) implements Output {
        @Override
        public void machine(Map<String, Object> about) {
            about.forEach((name, value) -> out.println(name + ": " + value));
            out.println();
        }

        @Override
        public void found(List<Figure> figures) {
            // a table's columns are as wide as all of it needs
        }

        @Override
        public void end(List<Figure> figures) {
            out.println(Table.of(figures));
        }
    }

    /** For programs: a line each, at once, so that what was measured isn't lost with what comes after. */
    record JsonLines(PrintStream out) implements Output {
        private static final JsonMapper JSON = new JsonMapper();

        @Override
        public void machine(Map<String, Object> about) {
            line(Map.of("machine", about));
        }

        @Override
        public void found(List<Figure> figures) {
            figures.forEach(figure -> line(figure.json()));
        }

        @Override
        public void end(List<Figure> figures) {
            // all is said
        }

        private void line(Object document) {
            try {
                out.println(JSON.writeValueAsString(document));
                out.flush();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a figure can't be written", e);
            }
        }
    }
}

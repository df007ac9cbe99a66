package io.roundtable.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Figure.Beside;
import io.roundtable.bench.figure.Figure.Name;
import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.figure.Sample;
import io.roundtable.bench.load.Latencies;
import io.roundtable.bench.load.Trace;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

final class ReportTest {
    private static final Figure COMPARED = new Figure(
            new Name("append", "64 <connections> & \"more\""),
            "req/s",
            Sample.of(5210, 5102, 5333),
            new Beside("parse and answer", Sample.of(9400, 9400, 9400)),
            new Goal.RatioAtLeast(0.5));
    private static final Figure SLOW = new Figure(
            new Name("append", "p50"),
            "ms",
            Sample.of(84),
            new Beside("parse and answer", Sample.of(7)),
            new Goal.RatioAtMost(1.5));
    private static final Figure ALONE =
            Figure.alone(new Name("start", "engine alone"), "s", Sample.of(2.34), new Goal.None());

    private static Trace trace(String what, long perSecond, int millis) {
        var latencies = new Latencies();
        IntStream.rangeClosed(1, 1_000).forEach(i -> latencies.record(TimeUnit.MILLISECONDS.toNanos(millis) * i / 500));
        return new Trace("append", "64 connections", what, List.of(perSecond, perSecond + 7, perSecond - 3), latencies);
    }

    private static String page(List<Trace> traces, List<String> failures) {
        return new Report(
                        Map.of("cores", 2, "load_average", 0.31, "jvm", "OpenJDK <25>"),
                        List.of(COMPARED, SLOW, ALONE),
                        traces,
                        failures)
                .html();
    }

    private static Document parsed(String page) throws ParserConfigurationException, SAXException, IOException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    private static List<Element> elements(Document page, String name) {
        var nodes = page.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static List<String> texts(Document page, String name) {
        return elements(page, name).stream().map(Element::getTextContent).toList();
    }

    @Test
    void shouldShowEachFigureWithItsGoalAndWhereItWasMeasured() throws Exception {
        // When
        var page = parsed(page(List.of(), List.of()));

        // Then
        assertThat(texts(page, "td"))
                .contains(
                        "64 <connections> & \"more\"", "5,210", "5,102..5,333", "9,400", "0.55", "ratio >= 0.50", "yes")
                .contains("84.0", "7.00", "12.00", "ratio <= 1.50", "NO")
                .contains("engine alone", "2.34");
        assertThat(texts(page, "dd")).contains("2", "0.31", "OpenJDK <25>");
    }

    @Test
    void shouldDrawABarForEachRatioAndKeepTheLongestWithinThePage() throws Exception {
        // When
        var page = parsed(page(List.of(), List.of()));

        // Then
        var bars = elements(page, "rect");
        assertThat(bars).extracting(bar -> bar.getAttribute("class")).containsExactly("bar met", "bar unmet");
        assertThat(width(bars.get(0))).isPositive().isLessThan(width(bars.get(1)));
        assertThat(Double.parseDouble(bars.get(1).getAttribute("x")) + width(bars.get(1)))
                .isLessThan(820);
        assertThat(elements(page, "line"))
                .filteredOn(line -> line.getAttribute("class").equals("goal"))
                .hasSize(2);
        assertThat(texts(page, "text")).contains("0.55", "12.00");
    }

    private static double width(Element bar) {
        return Double.parseDouble(bar.getAttribute("width"));
    }

    @Test
    void shouldPlotEachRoundOverTimeAndAllTheirLatenciesTogether() throws Exception {
        // Given
        var rounds = List.of(
                trace(Trace.PRODUCT, 5_000, 4), trace(Trace.PRODUCT, 5_100, 5), trace("parse and answer", 9_000, 2));

        // When
        var page = parsed(page(rounds, List.of()));

        // Then
        assertThat(texts(page, "figcaption"))
                .containsExactly(
                        "append: 64 connections, answers a second", "append: 64 connections, latency by percentile");
        assertThat(elements(page, "polyline"))
                .extracting(line -> line.getAttribute("class"))
                .containsExactly("line color0", "line color0", "line color1", "line color0", "line color1");
        assertThat(elements(page, "polyline"))
                .allSatisfy(line -> assertThat(line.getAttribute("points").split(" "))
                        .hasSizeGreaterThanOrEqualTo(3)
                        .allMatch(point -> point.matches("\\d+\\.\\d,\\d+\\.\\d")));
        assertThat(texts(page, "span")).containsExactly("product", "parse and answer", "product", "parse and answer");
    }

    @Test
    void shouldSayWhatCouldNotBeMeasured() throws Exception {
        assertThat(texts(parsed(page(List.of(), List.of("read could not be measured: it ended"))), "pre"))
                .containsExactly("read could not be measured: it ended");
        assertThat(texts(parsed(page(List.of(), List.of())), "pre")).isEmpty();
    }

    @Test
    void shouldNeedNothingFromAnywhereAndRunNothing() {
        assertThat(page(List.of(trace(Trace.PRODUCT, 100, 4)), List.of()))
                .doesNotContain("http:", "https:", "url(", "@import", "<script", "<link", "src=");
    }
}

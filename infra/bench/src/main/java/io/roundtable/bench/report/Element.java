package io.roundtable.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A piece of HTML or SVG, written so that it is XML, too. */
final class Element {
    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<String> content = new ArrayList<>();

    private Element(String name) {
        this.name = name;
    }

    static Element of(String name) {
        return new Element(name);
    }

    /** One that holds a text. */
    static Element of(String name, String text) {
        return new Element(name).text(text);
    }

    Element with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    /** A place or a length in a drawing; a tenth of a pixel is as fine as anybody sees. */
    Element with(String attribute, double value) {
        return with(attribute, String.format(Locale.ROOT, "%.1f", value));
    }

    Element text(String text) {
        content.add(escaped(text));
        return this;
    }

    Element add(Element child) {
        content.add(child.toString());
        return this;
    }

    Element addAll(List<Element> children) {
        children.forEach(this::add);
        return this;
    }

    /** What is no markup but isn't to be escaped: a style sheet. */
    Element raw(String text) {
        content.add(text);
        return this;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Empty ones as {@code <x/>} where HTML has no end tag for them, else a reader of HTML would take it for open. */
    @Override
    public String toString() {
        var text = new StringBuilder("<").append(name);
        attributes.forEach((attribute, value) -> text.append(' ')
                .append(attribute)
                .append("=\"")
                .append(escaped(value))
                .append('"'));
        if (content.isEmpty()
                && (name.equals("meta") || name.equals("line") || name.equals("rect") || name.equals("polyline"))) {
            return text.append("/>").toString();
        }
        text.append('>');
        content.forEach(text::append);
        return text.append("</").append(name).append('>').toString();
    }
}

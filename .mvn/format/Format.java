import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats the sources of all modules in palantir's style, or only checks that they are formatted.
 *
 * <p>Run from source by the build, in a VM of its own: the formatter parses with the compiler of the VM it runs in, and
 * Maven's may be older than the language the sources are written in.
 *
 * <p>Usage: {@code Format apply|check ROOT STAMP}. {@code apply} looks only at files changed since STAMP was written, so
 * that it costs next to nothing; {@code check} looks at all and changes none.
 */
final class Format {
    private static final List<String> SKIPPED = List.of("target", "node_modules");

    private final Formatter formatter = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    public static void main(String[] args) throws IOException {
        var check = args[0].equals("check");
        var root = Path.of(args[1]);
        var stamp = Path.of(args[2]);
        var started = FileTime.fromMillis(System.currentTimeMillis());
        var since = check || !Files.exists(stamp) ? FileTime.fromMillis(0) : Files.getLastModifiedTime(stamp);

        var candidates = sources(root).filter(file -> !modified(file).toInstant().isBefore(since.toInstant())).toList();
        var format = new Format();
        var different = candidates.parallelStream().filter(file -> format.differs(file, check)).toList();
        if (check && !different.isEmpty()) {
            different.forEach(file -> System.err.println("not formatted: " + root.relativize(file)));
            System.err.println("run `mvn process-sources -N` and commit the result");
            System.exit(1);
        }
        different.forEach(file -> System.out.println("formatted " + root.relativize(file)));
        Files.createDirectories(stamp.getParent());
        Files.writeString(stamp, "");
        Files.setLastModifiedTime(stamp, started);
    }

    private static Stream<Path> sources(Path root) throws IOException {
        return modules(root, 3).stream()
                .map(module -> module.resolve("src"))
                .filter(Files::isDirectory)
                .flatMap(Format::walk)
                .filter(file -> file.toString().endsWith(".java"));
    }

    /** Directories with a pom.xml, at most so many levels down. */
    private static List<Path> modules(Path root, int depth) throws IOException {
        try (var found = Files.find(root, depth, (path, _) -> path.endsWith("pom.xml"))) {
            return found.map(Path::getParent).filter(Format::ours).toList();
        }
    }

    private static boolean ours(Path module) {
        for (var name : module) {
            if (SKIPPED.contains(name.toString())) {
                return false;
            }
        }
        return true;
    }

    private static Stream<Path> walk(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What does not parse is left to the compiler, whose messages are better. */
    private boolean differs(Path file, boolean check) {
        try {
            var before = Files.readString(file);
            var after = formatter.formatSourceAndFixImports(before);
            if (after.equals(before)) {
                return false;
            }
            if (!check) {
                Files.writeString(file, after);
            }
            return true;
        } catch (FormatterException e) {
            System.err.println("not parsed: " + file + ": " + e.getMessage());
            return check;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

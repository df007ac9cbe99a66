package io.roundtable.bench.installation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** What is left in another VM's heap after a full collection. */
final class HeapInfo {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private HeapInfo() {}

    static double megabytesAfterFullCollection(long pid) {
        ask(pid, "GC.run");
        return megabytes(ask(pid, "GC.heap_info"));
    }

    /** Of all generations, as a line each tells; metaspace isn't one. */
    static double megabytes(String info) {
        var kilobytes = info.lines()
                .filter(line -> !line.contains("Metaspace") && !line.contains("class space"))
                .flatMap(line -> USED.matcher(line).results())
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .toArray();
        if (kilobytes.length == 0) {
            throw new BenchFailure("no heap in: " + info);
        }
        return LongStream.of(kilobytes).sum() / 1024.0;
    }

    private static String ask(long pid, String command) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var process = new ProcessBuilder(jcmd, Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BenchFailure("cannot run " + jcmd, e);
        }
    }
}

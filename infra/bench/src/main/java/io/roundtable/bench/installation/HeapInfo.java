package io.roundtable.bench.installation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What is left in another VM's heap after a full collection. */
final class HeapInfo {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private HeapInfo() {}

    static double megabytesAfterFullCollection(long pid) {
        ask(pid, "GC.run");
        return megabytes(ask(pid, "GC.heap_info"));
    }

    /** The first line that tells is that of the whole heap; metaspace follows. */
    static double megabytes(String info) {
        var used = USED.matcher(info);
        if (!used.find()) {
            throw new BenchFailure("no heap in: " + info);
        }
        return Long.parseLong(used.group(1)) / 1024.0;
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

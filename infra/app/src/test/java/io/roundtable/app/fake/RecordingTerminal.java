package io.roundtable.app.fake;

import io.roundtable.app.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A terminal that nobody watches unless it is said, with an environment of its own. */
public final class RecordingTerminal {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> env = new HashMap<>();
    private byte[] in = new byte[0];
    private boolean isWatched;

    public RecordingTerminal(Path config) {
        env.put("XDG_CONFIG_HOME", config.toString());
    }

    public RecordingTerminal env(String name, String value) {
        env.put(name, value);
        return this;
    }

    /** What standard input holds. */
    public RecordingTerminal in(String text) {
        in = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** As if a person sat there, and typed this. */
    public RecordingTerminal watched(String typed) {
        isWatched = true;
        return in(typed);
    }

    public Terminal terminal() {
        return new Terminal(
                env,
                new ByteArrayInputStream(in),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                _ -> Optional.empty(),
                isWatched);
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public List<String> outLines() {
        return out().lines().toList();
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}

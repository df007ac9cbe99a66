package io.roundtable.app.archive;

import io.roundtable.app.Terminal;
import io.roundtable.runtime.archive.Watcher;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar on standard error for each step, where a person is watching; else a line when one begins. */
final class ArchiveBar implements Watcher, AutoCloseable {

    private final Terminal terminal;
    private String step = "";
    private @Nullable ProgressBar bar;

    ArchiveBar(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void at(String now, long done, long total) {
        if (!now.equals(step)) {
            end();
            step = now;
            begin(total);
        }
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    private void begin(long total) {
        if (!terminal.interactive()) {
            terminal.err().println(step + " …");
            return;
        }
        bar = new ProgressBarBuilder()
                .setTaskName(step)
                .setInitialMax(total)
                .setUnit(" events", 1)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(terminal.err()))
                .build();
    }

    /** Nothing is drawn any more, so that other lines can be written. */
    void end() {
        ProgressBar over = bar;
        bar = null;
        if (over != null) {
            over.close();
        }
    }

    @Override
    public void close() {
        end();
    }
}

package io.roundtable.app.importing;

import io.roundtable.app.Terminal;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Told of each line that has been dealt with, by many threads. */
interface Progress extends AutoCloseable {
    void step();

    @Override
    void close();

    static Progress none() {
        return new Progress() {
            @Override
            public void step() {}

            @Override
            public void close() {}
        };
    }

    /** A bar on standard error where a person is watching. */
    static Progress on(Terminal terminal, long messages) {
        return terminal.interactive() ? new Bar(terminal, messages) : none();
    }

    /** A bar that draws itself. */
    final class Bar implements Progress {
        private final ProgressBar bar;

        Bar(Terminal terminal, long messages) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName("Importing")
                    .setUnit(" messages", 1)
                    .setInitialMax(messages)
                    .setConsumer(new ConsoleProgressBarConsumer(terminal.err()))
                    .build();
        }

        @Override
        public void step() {
            bar.step();
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}

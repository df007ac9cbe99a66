package io.roundtable.runtime.archive;

import io.roundtable.runtime.archive.Manifest.EventFile;
import io.roundtable.runtime.archive.Manifest.PartitionLog;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes one partition's events into files, gzip over a line each, a new file wherever one has become large enough. */
final class EventFileWriter implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Path directory;
    private final int partition;
    private final long maxBytes;
    private final List<EventFile> files = new ArrayList<>();
    private long first;
    private long last;
    private long records;
    private @Nullable Open open;

    /** @param maxBytes of a file's lines before they are packed; one line more than that may be in it */
    EventFileWriter(Path directory, int partition, long maxBytes) {
        this.directory = directory;
        this.partition = partition;
        this.maxBytes = maxBytes;
    }

    void write(LoggedEvent event) throws IOException {
        Open into = open;
        if (into == null) {
            into = new Open(directory.resolve("events-%05d-%05d.ndjson.gz".formatted(partition, files.size())));
            open = into;
        }
        into.line(EventLine.write(event));
        first = records == 0 ? event.sequence() : first;
        last = event.sequence();
        records++;
        if (into.written >= maxBytes) {
            finish();
        }
    }

    /** What has been written, once all of it is on disk. */
    PartitionLog finished() throws IOException {
        finish();
        return new PartitionLog(partition, first, last, records, files);
    }

    private void finish() throws IOException {
        Open whole = open;
        if (whole != null) {
            open = null;
            files.add(whole.finished());
        }
    }

    @Override
    public void close() throws IOException {
        Open broken = open;
        if (broken != null) {
            open = null;
            broken.channel.close();
        }
    }

    private static final class Open {
        private final Path file;
        private final FileChannel channel;
        private final MessageDigest digest = Digests.sha256();
        private final GZIPOutputStream out;
        private long written;
        private long lines;

        Open(Path file) throws IOException {
            this.file = file;
            this.channel = PrivateChannel.create(file);
            this.out = new GZIPOutputStream(
                    new DigestOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), digest),
                    BUFFER);
        }

        void line(byte[] line) throws IOException {
            out.write(line);
            out.write('\n');
            written += line.length + 1L;
            lines++;
        }

        EventFile finished() throws IOException {
            out.finish();
            out.flush();
            channel.force(true);
            long size = channel.size();
            out.close();
            return new EventFile(file.getFileName().toString(), size, lines, Digests.hex(digest));
        }
    }
}

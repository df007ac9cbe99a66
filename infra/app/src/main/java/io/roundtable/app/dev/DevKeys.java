package io.roundtable.app.dev;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.roundtable.app.PrivateFile;
import io.roundtable.app.UserError;
import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.app.client.RetryPolicy;
import io.roundtable.app.client.Tokens;
import io.roundtable.app.client.Workspace;
import io.roundtable.contract.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keys of a development stack's sandboxes. The server shows each but once, so they are kept with the data in a file
 * that only its owner can read, and made again where they are lost or revoked.
 */
final class DevKeys {
    static final String FILE = "keys.json";

    private final URI url;
    private final Path file;
    private final Map<String, String> bySandbox;

    private DevKeys(URI url, Path file, Map<String, String> bySandbox) {
        this.url = url;
        this.file = file;
        this.bySandbox = bySandbox;
    }

    static DevKeys in(Path data, URI url) {
        var file = data.resolve(FILE);
        try {
            var kept = Files.exists(file) ? Json.read(Files.readAllBytes(file), Kept.class) : new Kept(Map.of());
            return new DevKeys(url, file, new TreeMap<>(kept.keys()));
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(file + " can't be read; delete it, and new keys are made", e);
        }
    }

    /** By the id of the sandbox. */
    private record Kept(Map<String, String> keys) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Made(String apiKey) {}

    /** A key that is good. */
    String of(Workspace workspace, String sandbox) {
        var path = workspace.path("/sandboxes/" + sandbox);
        var kept = bySandbox.get(sandbox);
        if (kept != null && isGood(kept, path)) {
            return kept;
        }
        var body = Json.write(Map.of("name", "dev"));
        var made = workspace.write(ApiRequest.post(path + "/keys", body)).as(Made.class);
        bySandbox.put(sandbox, made.apiKey());
        PrivateFile.write(file, Json.write(new Kept(bySandbox)));
        return made.apiKey();
    }

    private boolean isGood(String key, String path) {
        try (var client = new ApiClient(url, Tokens.fixed(key), RetryPolicy.ONCE)) {
            return client.send(ApiRequest.get(path)).status() != 401;
        }
    }
}

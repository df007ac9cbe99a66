package io.roundtable.app.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.wire.Json;
import io.roundtable.engine.DeliveryKey.OfEntry;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.InboxRow;
import io.roundtable.engine.Row.MemberRow;
import io.roundtable.engine.Row.MessageRow;
import io.roundtable.engine.Row.SandboxDefinitionRow;
import io.roundtable.engine.Row.SandboxRow;
import io.roundtable.engine.Row.WorkspaceDefinitionRow;
import io.roundtable.engine.Row.WorkspaceRow;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the engine's store knows. */
final class KnownByStore {

    private final Map<String, String> rows;

    /** @param rows as they stand under their keys */
    KnownByStore(Map<String, String> rows) {
        this.rows = Map.copyOf(rows);
    }

    /** By kind and ids. */
    Map<String, Known> all() {
        var all = new TreeMap<String, Known>();
        for (String key : rows.keySet()) {
            String kind = key.substring(0, key.indexOf('/'));
            String ids = key.substring(kind.length() + 1);
            switch (kind) {
                case "w" -> all.put("workspace " + ids, workspace(key, ids));
                case "m" -> all.put("member " + ids, member(key));
                case "s" -> all.put("sandbox " + ids, sandbox(key, ids));
                case "x" -> all.put("message " + ids, message(key, ids));
                case "i" -> {
                    var row = read(key, InboxRow.class);
                    if (!row.hasNothing()) {
                        all.put("inbox " + ids, new Known.Inbox(row.queued(), row.leased()));
                    }
                }
                case "wd", "sd", "e" -> {} // shown with its workspace, sandbox or message
                case "r", "c", "l", "d" -> {} // how entries are found, which the engine's own tests hold against them
                case "u",
                        "us",
                        "ud" -> {} // of webhooks for events, which others may have here: tables have them folded
                default -> throw new AssertionError("a row of a kind that is compared with nothing: " + key);
            }
        }
        return all;
    }

    private Known workspace(String key, String ids) {
        var row = read(key, WorkspaceRow.class);
        var definition = read("wd/" + ids, WorkspaceDefinitionRow.class).definition();
        return new Known.Workspace(
                definition, row.active(), row.owners(), row.collaboration(), row.delivery(), row.version());
    }

    private Known member(String key) {
        var row = read(key, MemberRow.class);
        return new Known.Member(row.role(), row.version());
    }

    private Known message(String key, String ids) {
        var row = read(key, MessageRow.class);
        String workspace = ids.substring(0, ids.indexOf('/'));
        var entry = read(new OfEntry(new WorkspaceId(workspace), row.to(), row.number()).text(), EntryRow.class);
        var status = switch (entry.stage()) {
            case WAITING, BLOCKED, READY -> MessageStatus.PENDING;
            case LEASED -> MessageStatus.SENT;
            case DEAD -> MessageStatus.FAILED;
        };
        return new Known.Message(
                row.hops(), row.to().value(), status, entry.tries().attempt());
    }

    private Known sandbox(String key, String ids) {
        var row = read(key, SandboxRow.class);
        var defined = read("sd/" + ids, SandboxDefinitionRow.class);
        var life = new Known.Life(row.status(), defined.containerId(), row.health(), row.lastHeartbeatAt());
        return new Known.Sandbox(defined.definition(), life, row.delivery(), row.version());
    }

    private <R> R read(String key, Class<R> type) {
        return Json.read(Objects.requireNonNull(rows.get(key), key).getBytes(UTF_8), type);
    }
}

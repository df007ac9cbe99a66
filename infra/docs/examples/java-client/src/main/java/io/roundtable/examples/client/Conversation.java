package io.roundtable.examples.client;

import io.roundtable.client.ApiClient;
import io.roundtable.client.ApiException;
import io.roundtable.client.api.InboxApi;
import io.roundtable.client.api.MessagesApi;
import io.roundtable.client.model.LeaseGiven;
import io.roundtable.client.model.LeasesGiven;
import io.roundtable.client.model.Message;
import io.roundtable.client.model.MessageGiven;
import io.roundtable.client.model.MessageType;
import io.roundtable.client.model.ReceiveGiven;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A conversation by the generated client. Wants what "dev" prints in the environment: URL, WS, ALICE, BOB, ALICE_KEY and
 * BOB_KEY.
 */
public final class Conversation {

    private static final int TRIES = 10;

    private final String workspace = given("WS");
    private final String alice = given("ALICE");
    private final String bob = given("BOB");
    private final ApiClient asAlice = client(given("ALICE_KEY"));
    private final ApiClient asBob = client(given("BOB_KEY"));

    public static void main(String[] args) throws ApiException {
        new Conversation().run();
    }

    private void run() throws ApiException {
        String question = "What is " + ThreadLocalRandom.current().nextInt(1000) + " in words?";
        Message asked = new MessagesApi(asAlice).sendMessage(workspace, message(alice, bob, question), null, null, null);

        Message got = receive(asked.getMessageId());
        new MessagesApi(asBob)
                .sendMessage(
                        workspace,
                        message(bob, alice, "No idea.").messageType(MessageType.RESPONSE).inReplyTo(got.getMessageId()),
                        null,
                        null,
                        null);
        var lease = new LeaseGiven().messageId(got.getMessageId()).leaseId(got.getLeaseId());
        var done = new InboxApi(asBob)
                .acknowledgeMessages(workspace, bob, new LeasesGiven().leases(List.of(lease)), null, null, null);
        if (!"ok".equals(done.getData().get(0).getStatus().getValue())) {
            throw new IllegalStateException("not acknowledged: " + done);
        }

        Message answer = new MessagesApi(asAlice).getResponse(workspace, asked.getMessageId(), 10, null, null);
        System.out.println("alice: " + text(got) + " bob: " + text(answer));
    }

    /** Bob's inbox may hold older questions; those are offered again when their leases are over. */
    private Message receive(String messageId) throws ApiException {
        for (int tries = 0; tries < TRIES; tries++) {
            var offered = new InboxApi(asBob)
                    .receiveMessages(workspace, bob, null, new ReceiveGiven().max(10).waitSeconds(5));
            for (Message message : offered.getData()) {
                if (message.getMessageId().equals(messageId)) {
                    return message;
                }
            }
        }
        throw new IllegalStateException("bob was not offered " + messageId);
    }

    private static MessageGiven message(String from, String to, String text) {
        return new MessageGiven()
                .fromSandboxId(from)
                .toSandboxId(to)
                .messageType(MessageType.REQUEST)
                .content(Map.of("text", text));
    }

    private static Object text(Message message) {
        return ((Map<?, ?>) message.getContent()).get("text");
    }

    private static ApiClient client(String key) {
        var client = new ApiClient();
        client.updateBaseUri(given("URL"));
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
        return client;
    }

    private static String given(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set");
        }
        return value;
    }
}

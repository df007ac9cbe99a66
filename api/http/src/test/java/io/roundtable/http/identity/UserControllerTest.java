package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.UserId;
import io.roundtable.http.workspace.KnownUsers;
import io.roundtable.persistence.identity.Users;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class UserControllerTest {

    private static final String ME = "/v1/users/me";
    private static final IdentityServer SERVER = new IdentityServer(IdentityDatabase.create());

    private final String email = "ada" + System.nanoTime() + "@example.com";
    private final String token = SERVER.register(email).text("access_token");

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void shouldShowUsersThemselvesAndNoSecret() {
        // When
        Answer answer = SERVER.get(ME, token);

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("email")).isEqualTo(email);
        assertThat(answer.text("full_name")).isEqualTo("Ada Lovelace");
        assertThat(answer.body().fieldNames())
                .toIterable()
                .containsExactly(
                        "user_id",
                        "email",
                        "full_name",
                        "preferences",
                        "is_active",
                        "last_login_at",
                        "created_at",
                        "updated_at");
    }

    @Test
    void shouldWantATokenBeforeAnythingElse() {
        // When
        Answer none = SERVER.send(SERVER.request(ME + "?a=b", null)
                .header("Content-Type", "text/plain")
                .method("PATCH", BodyPublishers.ofString("{")));
        Answer madeUp = SERVER.get(ME, "made.up.token");

        // Then
        assertThat(none.isProblem(401, "unauthorized").header("WWW-Authenticate"))
                .isEqualTo("Bearer");
        madeUp.isProblem(401, "unauthorized");
    }

    @Test
    void shouldCheckTypeBeforeTheQueryAndTheBody() {
        // When
        Answer wrongType = SERVER.send(SERVER.request(ME + "?a=b", token)
                .header("Content-Type", "text/plain")
                .method("PATCH", BodyPublishers.ofString("{")));
        Answer query = SERVER.get(ME + "?a=b", token);

        // Then
        wrongType.isProblem(415, "unsupported_media_type");
        query.isFaultOf("a");
    }

    @Test
    void shouldNotRepeatWhatTheClientHas() {
        // Given
        String etag = SERVER.get(ME, token).header("ETag");

        // When
        Answer answer = SERVER.send(SERVER.request(ME, token).header("If-None-Match", etag));

        // Then
        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.header("ETag")).isEqualTo(etag);
        assertThat(answer.body().isMissingNode()).isTrue();
    }

    @Test
    void shouldShowALoginToAClientThatHasTheUserFromBefore() {
        // Given
        String etag = SERVER.get(ME, token).header("ETag");
        SERVER.clock.advance(Duration.ofSeconds(1));
        SERVER.login(email, "correct horse");

        // When
        Answer read = SERVER.send(SERVER.request(ME, token).header("If-None-Match", etag));
        Answer change = SERVER.send(
                SERVER.json("PATCH", ME, token, "{\"full_name\": \"Ada\"}").header("If-Match", etag));

        // Then
        assertThat(read.status()).isEqualTo(200);
        assertThat(change.status()).isEqualTo(200);
    }

    @Test
    void shouldNotKnowWhoMayNotComeInAnyMore() {
        // Given
        UserId id = new UserId(SERVER.get(ME, token).text("user_id"));
        KnownUsers known = SERVER.bean(KnownUsers.class);
        boolean before = known.isKnown(id);

        // When
        SERVER.bean(Users.class).grant(id, false, false, SERVER.clock.instant());

        // Then
        SERVER.get(ME, token).isProblem(401, "unauthorized");
        SERVER.write("PATCH", ME, token, "{}").isProblem(401, "unauthorized");
        assertThat(before).isTrue();
        assertThat(known.isKnown(id)).isFalse();
        assertThat(known.isKnown(new UserId("usr_0000000000"))).isFalse();
    }
}

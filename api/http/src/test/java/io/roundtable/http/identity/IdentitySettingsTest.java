package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class IdentitySettingsTest {

    @Test
    void shouldHaveTheDefaultsOfTheContract() {
        assertThat(IdentitySettings.DEFAULTS.accessTokenTtl()).isEqualTo(Duration.ofMinutes(15));
        assertThat(IdentitySettings.DEFAULTS.signingKeyAge()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void shouldAllowLongTokensForDevelopmentButNotForEver() {
        assertThat(IdentitySettings.DEFAULTS
                        .withAccessTokenTtl(Duration.ofHours(12))
                        .accessTokenTtl())
                .isEqualTo(Duration.ofHours(12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdentitySettings.DEFAULTS.withAccessTokenTtl(Duration.ofHours(25)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdentitySettings.DEFAULTS.withAccessTokenTtl(Duration.ZERO));
    }
}

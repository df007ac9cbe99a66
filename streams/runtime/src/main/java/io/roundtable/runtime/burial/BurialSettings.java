package io.roundtable.runtime.burial;

import io.roundtable.contract.KafkaAccess;
import java.nio.file.Path;

/**
 * What an operator may set about burials.
 *
 * @param kafka how it is reached
 * @param instance which of the instances this is; the same name after a restart
 * @param stateDirectory where Streams keeps its lock; there is no store
 * @param schemas absolute URI before {@code ce_type} in {@code ce_dataschema}, with its last slash
 */
public record BurialSettings(KafkaAccess kafka, String instance, Path stateDirectory, String schemas) {}

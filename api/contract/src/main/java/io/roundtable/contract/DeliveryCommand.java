package io.roundtable.contract;

/** Commands about messages on their way to their recipient. */
public sealed interface DeliveryCommand extends Command permits InboxCommand, LeaseCommand, DeadLetterCommand {}

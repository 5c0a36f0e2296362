package dev.cutover.endpoint;

import org.jspecify.annotations.Nullable;

/** What stands behind the plan's {@code notification}: a webhook, a mail server, or both. */
public record NotificationEndpoint(@Nullable HttpEndpoint webhook, @Nullable MailEndpoint mail) {}

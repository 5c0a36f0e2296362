package dev.cutover.temporal;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.PayloadConverter;
import io.temporal.payload.context.ActivitySerializationContext;
import io.temporal.payload.context.HasWorkflowSerializationContext;
import io.temporal.payload.context.SerializationContext;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says why what has come through the codec encrypted can't be read.
 *
 * <p>To a workflow that waits for the answer of an activity or of a child an exception would be
 * that answer: a lease that was kept would count as lost, and a night be rolled back for want of a
 * key. There it is an error, which fails the workflow's task; Temporal tries that again until a
 * worker has the key. A signal is not that: anybody sends one.
 */
final class StillEncrypted implements PayloadConverter {

  private final PayloadKeys keys;
  private final @Nullable SerializationContext context;

  StillEncrypted(PayloadKeys keys) {
    this(keys, null);
  }

  private StillEncrypted(PayloadKeys keys, @Nullable SerializationContext context) {
    this.keys = keys;
    this.context = context;
  }

  @Override
  public PayloadConverter withContext(SerializationContext of) {
    return new StillEncrypted(keys, of);
  }

  @Override
  public String getEncodingType() {
    return EncryptedPayloads.ENCODING;
  }

  @Override
  public Optional<Payload> toData(Object value) {
    return Optional.empty();
  }

  @Override
  public <T> T fromData(Payload payload, Class<T> type, Type genericType) {
    String why = why(Objects.requireNonNullElse(EncryptedPayloads.keyOf(payload), ""));
    if (WorkflowUnsafe.isWorkflowThread() && isAnswer()) {
      throw new UnreadableAnswer(why);
    }
    throw new DataConverterException(why);
  }

  private boolean isAnswer() {
    return context instanceof ActivitySerializationContext
        || (context instanceof HasWorkflowSerializationContext of
            && !of.getWorkflowId().equals(Workflow.getInfo().getWorkflowId()));
  }

  private String why(String name) {
    if (keys.names().contains(name)) {
      return "it is not what was encrypted with the key "
          + name
          + " of this program: that is another key, or it was altered";
    }
    String asked = PayloadKeys.isName(name) ? "the key " + name : "a key without a proper name";
    String there = keys.names().isEmpty() ? "no keys" : "only " + keys;
    return "it is encrypted with "
        + asked
        + ", and this program has "
        + there
        + ": give it to commands by CUTOVER_PAYLOAD_KEYS, to workers by cutover.encryption.keys"
        + " (docs/encryption.md)";
  }

  /** No exception, so that nobody takes it for one. */
  private static final class UnreadableAnswer extends Error {

    private UnreadableAnswer(String why) {
      super(why);
    }
  }
}

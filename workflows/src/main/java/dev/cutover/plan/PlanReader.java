package dev.cutover.plan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a plan file strictly: every mistake at once, each with its place. */
public final class PlanReader {

  static final int MOST_BYTES = 1 << 20;

  private PlanReader() {}

  /** Reads a plan. The file's name is only used in messages. */
  public static Result read(String file, byte[] bytes) {
    PlanErrors errors = new PlanErrors(file);
    Optional<Node> root =
        text(bytes, errors).flatMap(text -> new PlanSyntax(text, errors).compose());
    PlanBinder binder = new PlanBinder(errors);
    Optional<Plan> plan = root.flatMap(binder::bind);
    plan.ifPresent(found -> PlanRules.check(found, new Findings(errors, binder.places())));
    return new Result(plan.orElse(null), errors.sorted());
  }

  private static Optional<String> text(byte[] bytes, PlanErrors errors) {
    if (bytes.length > MOST_BYTES) {
      errors.add(1, 1, "larger than 1 MiB: a plan is a text that people read");
      return Optional.empty();
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      errors.lines((int) text.lines().count());
      return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      errors.add(1, 1, "not a text in UTF-8: save the plan as UTF-8");
      return Optional.empty();
    }
  }

  /**
   * What was read.
   *
   * @param found the plan, with placeholders where there are mistakes; null if it is none
   */
  public record Result(@Nullable Plan found, List<PlanError> errors) {

    /**
     * The plan.
     *
     * @throws IllegalStateException if the file has mistakes
     */
    public Plan plan() {
      if (found == null || !errors.isEmpty()) {
        throw new IllegalStateException("the plan has mistakes: " + errors);
      }
      return found;
    }
  }
}

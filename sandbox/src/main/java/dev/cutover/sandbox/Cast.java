package dev.cutover.sandbox;

import dev.cutover.plan.Answer;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import org.jspecify.annotations.Nullable;

/** What people do in a run that is played. */
interface Cast {

  /** What a person answers at a gate; null is silence. */
  @Nullable Answer answer(OpenGate gate);

  /** Interferes when a step has come, before its gate is answered. */
  default void interfere(RunStatus status, World world) {}
}

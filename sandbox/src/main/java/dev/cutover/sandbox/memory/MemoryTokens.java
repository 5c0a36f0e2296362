package dev.cutover.sandbox.memory;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceState;
import dev.cutover.plan.Side;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Who may write rows: the newest attempt of the newest run. */
public final class MemoryTokens {

  private final MemoryFence fence;
  private final Set<Rule> leftOut;
  private final Map<String, Token> newest = new HashMap<>();

  MemoryTokens(MemoryFence fence, Set<Rule> leftOut) {
    this.fence = fence;
    this.leftOut = leftOut;
  }

  /** The right to write a lever or shard, as one attempt has claimed it. */
  public record Token(String lever, long epoch, long attempt) {}

  synchronized Token claim(Conductor conductor, String lever) {
    Token last = newest.getOrDefault(lever, new Token(lever, 0, 0));
    if (last.epoch() > conductor.epoch()) {
      throw FailureType.STALE_EPOCH.because("a newer run has begun " + lever);
    }
    Token token = new Token(lever, conductor.epoch(), last.attempt() + 1);
    newest.put(lever, token);
    return token;
  }

  /** Whether no newer attempt has begun. */
  public synchronized boolean isNewest(Token token) {
    return token.equals(newest.get(token.lever()));
  }

  void prove(Token token, Side written) {
    if (fence.epoch(written) > token.epoch() && !leftOut.contains(Rule.EPOCH)) {
      throw FailureType.STALE_EPOCH.because(written + " stands at epoch " + fence.epoch(written));
    }
    if (written == Side.TARGET && fence.state(Side.TARGET) != FenceState.CLOSED) {
      throw FailureType.PRECONDITION.because("the target is open: nothing is copied over it");
    }
    if (!isNewest(token) && !leftOut.contains(Rule.TOKEN)) {
      throw FailureType.OVERTAKEN.because("a newer attempt of " + token.lever() + " has begun");
    }
  }
}

package dev.cutover.erp;

import dev.cutover.activity.ErpActivities;
import dev.cutover.activity.Progress;
import dev.cutover.database.Heartbeat;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.http.JsonHttp;
import dev.cutover.http.JsonHttp.Reply;
import dev.cutover.plan.Checks.ErpCheck;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Checks over HTTP that the ERP answers. */
public final class HttpErp implements ErpActivities {

  private final Endpoints endpoints;
  private final Heartbeat heartbeat;
  private final JsonHttp http = new JsonHttp();

  public HttpErp(Endpoints endpoints) {
    this(endpoints, Heartbeat.ofActivity());
  }

  public HttpErp(Endpoints endpoints, Heartbeat heartbeat) {
    this.endpoints = endpoints;
    this.heartbeat = heartbeat;
  }

  @Override
  public List<ErpResult> check(String endpoint, List<ErpCheck> checks) {
    return checks.stream().map(check -> check(endpoint, check)).toList();
  }

  private ErpResult check(String endpoint, ErpCheck check) {
    long begun = System.nanoTime();
    heartbeat.beat(new Progress("ERP check " + check.name(), 0, 0));
    try {
      Reply reply = http.send(endpoints.http(endpoint), "GET", check.path(), null);
      String has = check.has();
      boolean asWanted = reply.ok() && (has == null || reply.body().has(has));
      String instead = reply.ok() ? ", but no JSON with '" + has + "'" : "";
      return new ErpResult(
          check.name(),
          asWanted,
          reply.status(),
          since(begun),
          asWanted ? "answered" : "answered " + reply.status() + instead);
    } catch (IOException e) {
      return new ErpResult(check.name(), false, 0, since(begun), "no answer: " + e.getMessage());
    }
  }

  private static long since(long begun) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }
}

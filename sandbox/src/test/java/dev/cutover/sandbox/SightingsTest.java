package dev.cutover.sandbox;

import static dev.cutover.plan.Side.LEGACY;
import static dev.cutover.plan.Side.TARGET;
import static dev.cutover.sandbox.BusinessWriter.Seen.ACCEPTED;
import static dev.cutover.sandbox.BusinessWriter.Seen.FAILED;
import static dev.cutover.sandbox.BusinessWriter.Seen.REFUSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the prober concludes from what became of its writes. */
final class SightingsTest {

  private final Sightings sightings = new Sightings();

  @Test
  void aWriteBetweenTwoOfTheOtherSideMeansThatBothWereWritable() {
    sightings.add(LEGACY, ACCEPTED);
    sightings.add(TARGET, ACCEPTED);
    sightings.add(LEGACY, ACCEPTED);

    assertEquals(1, sightings.bothWritable());
  }

  @Test
  void aRefusalBetweenThemMeansThatTheFenceMoved() {
    sightings.add(LEGACY, ACCEPTED);
    sightings.add(TARGET, REFUSED);
    sightings.add(LEGACY, REFUSED);
    sightings.add(TARGET, ACCEPTED);
    sightings.add(LEGACY, REFUSED);
    sightings.add(TARGET, ACCEPTED);
    sightings.add(TARGET, REFUSED);
    sightings.add(LEGACY, ACCEPTED);

    assertEquals(0, sightings.bothWritable());
  }

  @Test
  void aFailureIsNoRefusal() {
    sightings.add(LEGACY, ACCEPTED);
    sightings.add(TARGET, ACCEPTED);
    sightings.add(LEGACY, FAILED);
    sightings.add(TARGET, FAILED);
    sightings.add(LEGACY, ACCEPTED);

    assertEquals(1, sightings.bothWritable());
    assertEquals(0, sightings.count(LEGACY, REFUSED));
    assertEquals(1, sightings.count(LEGACY, FAILED));
  }

  @Test
  void whoSeesNothingAnyMoreCanNotSayThatWritesAreAccepted() {
    assertFalse(sightings.acceptedLately(LEGACY));
    sightings.add(LEGACY, ACCEPTED);
    sightings.add(LEGACY, FAILED);
    assertTrue(sightings.acceptedLately(LEGACY));

    IntStream.range(0, 10).forEach(i -> sightings.add(LEGACY, FAILED));

    assertFalse(sightings.acceptedLately(LEGACY));
  }
}

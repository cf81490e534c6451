namespace Sluice.EndToEnd.Tests.Harness;

/// <summary>Waits for what another process brings about.</summary>
public static class Wait
{
    public static Task UntilAsync(Func<Task<bool>> happened, string what) => UntilAsync(happened, what, TimeSpan.FromSeconds(60));

    public static async Task UntilAsync(Func<Task<bool>> happened, string what, TimeSpan patience)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        while (!await happened())
        {
            time.GetElapsedTime(started).ShouldBeLessThan(patience, what);
            await Task.Delay(TimeSpan.FromMilliseconds(20), time);
        }
    }
}

using Microsoft.AspNetCore.Http;
using Sluice.Metrics.Exposition;
using Sluice.Metrics.Health;

namespace Sluice.Metrics.Serving;

/// <summary>Answers <c>/metrics</c>, <c>/health/live</c> and <c>/health/ready</c>; all else is not here. Safe for concurrent callers.</summary>
public sealed class Pages(PullExporter exporter, IHealth health)
{
    private const string Plain = "text/plain; charset=utf-8";

    /// <summary>Answers one request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            await WriteAsync(context, StatusCodes.Status405MethodNotAllowed, Plain, "only GET and HEAD\n");
            return;
        }

        switch (context.Request.Path.Value)
        {
            case "/metrics":
                // The look at the health refreshes what the gauges show: where topics end, whether the worker is ready.
                _ = await health.ReadyAsync(cancel);
                await WriteAsync(context, StatusCodes.Status200OK, TextFormat.ContentType, await exporter.ReadAsync(cancel));
                break;
            case "/health/live":
                // An engine that fails ends the process: whoever answers here is alive.
                await WriteAsync(context, HealthAnswer.Well("alive"));
                break;
            case "/health/ready":
                await WriteAsync(context, await health.ReadyAsync(cancel));
                break;
            default:
                await WriteAsync(context, StatusCodes.Status404NotFound, Plain, "here are /metrics, /health/live and /health/ready\n");
                break;
        }
    }

    private static Task WriteAsync(HttpContext context, HealthAnswer answer) => WriteAsync(
        context, answer.Healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, Plain, answer.Words + "\n");

    private static async Task WriteAsync(HttpContext context, int status, string type, string text)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = type;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.WriteAsync(text, context.RequestAborted);
        }
    }
}

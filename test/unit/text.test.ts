import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aligned, columnsOf } from '../../src/trace/text/columns.ts';
import { textOfTrace } from '../../src/trace/text/render.ts';
import { makeTrace } from './support/make-trace.ts';
import { inChinese, inEnglish } from './support/render.ts';
import { gapTrace, sampleTrace } from './support/sample-trace.ts';

test('a call as text: summary, problems, path, events', () => {
  expect(textOfTrace(sampleTrace(), inEnglish)).toMatchInlineSnapshot(`
    "13812342315 → 4008123456 · Completed
    Inbound · 2026-11-18 14:02:11 UTC+8 · 5 m 32 s · customer hung up · 2 queues · 2 agents · Alibaba CCC · production
    IVR 42 s · waiting 1 m 53 s · ringing 11 s · talking 2 m 45 s
    Contact ID job-1

    Problems (3)
      ✗  0:39  queryOrder failed: HTTP 502
               queryOrder answered 502 Bad Gateway after 3.2 s; the flow left it by “Failure”. Its message was: “upstream connect error”. “Order status?” then took its default branch. The caller was then queued for an agent in “After-sales”.
      !  0:06  Digits timed out 2×, invalid 1×
               At Order number no digits came 2 times, and wrong ones once. In the end the caller got past it.
      !  0:42  Waited 1 m 41 s in After-sales
               The caller waited 1 m 41 s in After-sales, then the call overflowed. The caller was then queued for an agent in “General service”.

    Path (15)
          1  0:00  14:02:11.000  Start            Start                 30 ms  → Success
          2  0:00  14:02:11.030  Welcome prompt   Play / say            6.4 s  → Success
          3  0:06  14:02:17.430  Language         Branch                10 ms  → Branch A
      !   4  0:06  14:02:17.440  Order number     Collect digits        9.5 s  → Timeout · configured: timeout 5 s
      !   5  0:16  14:02:27.020  Order number     Collect digits #2     9.5 s  → Timeout · configured: timeout 5 s
      !   6  0:25  14:02:36.590  Order number     Collect digits #3     5.5 s  → Invalid · configured: timeout 5 s
          7  0:31  14:02:42.170  Order number     Collect digits #4     7.7 s  → Success · configured: timeout 5 s
          8  0:38  14:02:49.900  Look up order    Sub-flow              3.4 s  → Success
          9  0:38  14:02:49.900    Start          Sub-flow starts       10 ms  → Success
         10  0:38  14:02:49.910    Build request  Set variables        190 ms  → Success
      ✗  11  0:39  14:02:50.100    queryOrder     HTTP request          3.2 s  → Failure · 502
         12  0:42  14:02:53.300    End            Sub-flow ends         20 ms  → Success
         13  0:42  14:02:53.320  Order status?    Branch                10 ms  → Default
      !  14  0:42  14:02:53.330  After-sales      Transfer to agent  1 m 42 s  → Overflow · configured: 20 callers waiting at most
         15  2:24  14:04:35.400  General service  Transfer to agent    11.1 s  → Success

    Events (13)
         0:00  14:02:11.000  IVR       Entered IVR
      !  0:42  14:02:53.400  Queue     Entered queue   After-sales      1 m 41 s
      !  2:24  14:04:35.380  Queue     Queue overflow  After-sales
         2:24  14:04:35.420  Queue     Entered queue   General service      11 s
         2:35  14:04:46.500  Queue     Agent assigned  General service
         2:35  14:04:46.500  Agent     Ringing         8012 · Li Na          6 s
         2:41  14:04:52.500  Agent     Answered        8012 · Li Na     1 m 57 s
         4:39  14:06:50.400  Agent     Blind transfer  8012 · Li Na
         4:39  14:06:50.500  Agent     Hung up         8012 · Li Na
         4:39  14:06:50.500  Agent     Ringing         8027 · Chen Wei       5 s
         4:44  14:06:55.500  Agent     Answered        8027 · Chen Wei    47.6 s
         5:32  14:07:43.000  Customer  Hung up         13812342315
         5:32  14:07:43.100  Agent     Hung up         8027 · Chen Wei
    "
  `);
});

test('a call as text in Chinese', () => {
  const text = textOfTrace(sampleTrace(), inChinese, { language: 'zh-cn', mask: true });
  expect(text.split('\n').slice(0, 12).join('\n')).toMatchInlineSnapshot(`
    "138****2315 → 4008123456 · 正常结束
    呼入 · 2026-11-18 14:02:11 UTC+8 · 5 分 32 秒 · 客户挂机 · 2 个技能组 · 2 名坐席 · 阿里云 CCC · production
    IVR 42 秒 · 排队 1 分 53 秒 · 振铃 11 秒 · 通话 2 分 45 秒
    通话 ID job-1

    问题 (3)
      ✗  0:39  queryOrder 失败：HTTP 502
               queryOrder 在 3.2 秒后返回 502 Bad Gateway，流程从“失败”出口离开。返回信息：“upstream connect error”。随后“Order status?”走了缺省分支。客户随后在“After-sales”排队等待人工。
      !  0:06  收号超时 2 次，无效 1 次
               Order number 收号超时 2 次，按键无效 1 次。客户最后通过了该节点。
      !  0:42  在“After-sales”等待 1 分 41 秒
               客户在“After-sales”等待 1 分 41 秒后，通话溢出。客户随后在“General service”排队等待人工。"
  `);
});

test('a call without steps says what is missing', () => {
  expect(textOfTrace(gapTrace(), inEnglish)).toMatchInlineSnapshot(`
    "8621345677 → 8613812342315 · Completed
    Outbound · 2026-11-18 14:02:11 UTC+8 · 1 m 17 s · agent hung up · 1 agent · LAAFFIC · production
    ringing 9 s · talking 1 m 08 s
    Contact ID job-1

    No problems found.

    No IVR steps.

    Events (3)
        0:00  14:02:11.000  System  Dialing
        0:09  14:02:20.000  Agent   Answered  1021  1 m 08 s
        1:17  14:03:28.000  Agent   Hung up   1021

    What is missing (1)
      ○ IVR steps are not offered
        One flat record.
    "
  `);
});

test('a call without problems and events says so', () => {
  const text = textOfTrace(makeTrace(), inEnglish);
  expect(text).toContain('No problems found.');
  expect(text).toContain('No events.');
});

describe('columns', () => {
  test.each([
    ['queue', 5],
    ['队列', 4],
    ['排队 2 次', 9],
    ['é', 1],
    ['한국어', 6],
    ['', 0],
  ])('%s takes %i', (text, columns) => expect(columnsOf(text)).toBe(columns));

  test('line up, whatever is in them', () => {
    const cell = fc.stringMatching(/^[a-z队列 ]{0,8}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
        const lines = aligned(rows.map(([a, b]) => [a, b, '|']));
        expect(new Set(lines.map(columnsOf)).size).toBe(1);
      }),
    );
  });

  test('of numbers are aligned at the right', () => {
    expect(
      aligned(
        [
          ['a', '1'],
          ['b', '10'],
        ],
        new Set([1]),
      ),
    ).toEqual(['a   1', 'b  10']);
  });
});
